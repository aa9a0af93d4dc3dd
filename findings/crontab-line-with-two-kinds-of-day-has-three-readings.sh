#!/usr/bin/env bash
# Expected: crontab(5) and POSIX crontab: where day of month and day of week are both restricted, either is enough, so
#   `0 3 13 * 5` is each 13th and each Friday.
# Seen, for the same line in UTC from 1 November 2026: croner 11.0.1, cron-parser 5.10.6 and croniter 7.0.0 go by POSIX.
#   node-cron 4.6.0 and APScheduler 3.11.3 want both (a Friday the 13th, twice a year or so). For `0 3 */2 * 1` the
#   POSIX camp itself falls apart: cronsim 2.8 takes a field that begins with a star for unrestricted, as its
#   README says Debian's cron does, and so wants both; croniter does not.
# Means: whoever moves a schedule between services (or tries it in an editor on the web) may turn a weekly key rotation
#   into one or two a year. Restrict one kind of day only, and look at the next dates in the library that will run it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund node-cron@4.6.0 croner@11.0.1 cron-parser@5.10.6 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check croniter==7.0.0 cronsim==2.8 APScheduler==3.11.3

# The rule is read off the dates: is there one that satisfies a single kind of day?
cat >rule.mjs <<'JS'
import { Cron } from 'croner';
import { CronExpressionParser } from 'cron-parser';
import { createTask } from 'node-cron';
const start = new Date('2026-11-01T00:00:00Z');
const lines = { '0 3 13 * 5': (d) => d.getUTCDate() === 13 && d.getUTCDay() === 5, '0 3 */2 * 1': (d) => d.getUTCDate() % 2 === 1 && d.getUTCDay() === 1 };
const tools = {
  croner: (line) => new Cron(line, { timezone: 'UTC' }).nextRuns(8, start),
  'cron-parser': (line) => CronExpressionParser.parse(line, { currentDate: start, tz: 'UTC' }).take(8).map((date) => date.toDate()),
  'node-cron': (line) => createTask(line, () => undefined, { timezone: 'UTC' }).getNextRuns(8),
};
for (const [line, both] of Object.entries(lines))
  for (const [tool, next] of Object.entries(tools)) console.log(`${line} ${tool}:`, next(line).every(both) ? 'both' : 'either');
process.exit();
JS
cat >rule.py <<'PY'
from datetime import datetime, timedelta, timezone
from apscheduler.triggers.cron import CronTrigger
from croniter import croniter
from cronsim import CronSim

start = datetime(2026, 11, 1, tzinfo=timezone.utc)

def apscheduler(line):
    trigger, at = CronTrigger.from_crontab(line, timezone='UTC'), start
    while True:
        at = trigger.get_next_fire_time(None, at)
        yield at
        at += timedelta(seconds=1)

tools = {'croniter': lambda line: croniter(line, start, ret_type=datetime), 'cronsim': lambda line: CronSim(line, start), 'apscheduler': apscheduler}
# By name: APScheduler counts weekdays differently, which is another finding.
lines = {'0 3 13 * fri': lambda d: d.day == 13 and d.isoweekday() == 5, '0 3 */2 * mon': lambda d: d.day % 2 == 1 and d.isoweekday() == 1}
for line, both in lines.items():
    for tool, dates in tools.items():
        print(f'{line} {tool}:', 'both' if all(both(date) for date, _ in zip(dates(line), range(8))) else 'either')
PY

echo "node $(node --version), node-cron 4.6.0, croner 11.0.1, cron-parser 5.10.6, croniter 7.0.0, cronsim 2.8, APScheduler 3.11.3"
{ node rule.mjs; venv/bin/python rule.py; } | tee seen
cat >expected <<'TXT'
0 3 13 * 5 croner: either
0 3 13 * 5 cron-parser: either
0 3 13 * 5 node-cron: both
0 3 */2 * 1 croner: either
0 3 */2 * 1 cron-parser: either
0 3 */2 * 1 node-cron: both
0 3 13 * fri croniter: either
0 3 13 * fri cronsim: either
0 3 13 * fri apscheduler: both
0 3 */2 * mon croniter: either
0 3 */2 * mon cronsim: both
0 3 */2 * mon apscheduler: both
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
