/** What the gateway really sends, verified by the published libraries of Standard Webhooks in three languages. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { missingPrograms } from '../harness/programs.js';
import { startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

/** Bytes whose standard base64 has `+`, `/` and padding, which not all libraries read alike. */
const secretOf = (byte: number) => `whsec_${Buffer.alloc(31, byte).toString('base64')}`;
const [old, next, others] = [secretOf(0xfb), secretOf(0xff), secretOf(1)];

interface Verified {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let folder: string;
let receiver: WebhookReceiver;
let gateway: TestGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-webhooks-'));
  receiver = await startWebhookReceiver();
  gateway = await startTestGateway({
    WEBHOOKS: `crm|${receiver.url}|${old} ${next}|user.*`,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  });
});
afterAll(async () => {
  await gateway.stop();
  await receiver.stop();
  await rm(folder, { recursive: true, force: true });
});

/** @returns what it has printed. */
async function run(program: string, args: readonly string[], cwd: string, input = ''): Promise<string> {
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [out, err, code] = await Promise.all([readAll(child.stdout), readAll(child.stderr), ended]);
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${err}`);
  return out;
}

/** As docs/webhooks.md has it: of a Fetch `Headers` object, its entries. */
const nodeVerifier = `
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const judged = JSON.parse(await text(process.stdin)).map(({ secret, headers, body }) => {
  try {
    return new Webhook(secret).verify(body, Object.fromEntries(new Headers(headers))).type;
  } catch (error) {
    return 'refused';
  }
});
console.log(JSON.stringify(judged));
`;
const pythonVerifier = `
import json, sys
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

def judge(case):
    try:
        return Webhook(case['secret']).verify(case['body'], case['headers'])['type']
    except WebhookVerificationError:
        return 'refused'

print(json.dumps([judge(case) for case in json.load(sys.stdin)]))
`;
const goVerifier = `
package main

import (
	"encoding/json"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type event struct{ Type string }

func main() {
	var cases []struct {
		Secret, Body string
		Headers      map[string]string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	judged := []string{}
	for _, one := range cases {
		verifier, err := standardwebhooks.NewWebhook(one.Secret)
		if err != nil {
			panic(err)
		}
		headers := http.Header{}
		for name, value := range one.Headers {
			headers.Set(name, value)
		}
		told := event{Type: "refused"}
		if verifier.Verify([]byte(one.Body), headers) == nil {
			if err := json.Unmarshal([]byte(one.Body), &told); err != nil {
				panic(err)
			}
		}
		judged = append(judged, told.Type)
	}
	if err := json.NewEncoder(os.Stdout).Encode(judged); err != nil {
		panic(err)
	}
}
`;

async function prepareNode() {
  const home = join(folder, 'node');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{"private": true, "type": "module"}');
  await run('npm', ['install', '--no-audit', '--no-fund', 'standardwebhooks@1.1.1'], home);
  await writeFile(join(home, 'verify.js'), nodeVerifier);
  return (input: string) => run('node', ['verify.js'], home, input);
}

async function preparePython() {
  const home = join(folder, 'python');
  await run('python3', ['-m', 'venv', home], folder);
  await run(join(home, 'bin/pip'), ['install', '--quiet', 'standardwebhooks==1.1.0'], home);
  return (input: string) => run(join(home, 'bin/python'), ['-c', pythonVerifier], home, input);
}

async function prepareGo() {
  const home = join(folder, 'go');
  await mkdir(home);
  const library = 'github.com/standard-webhooks/standard-webhooks/libraries v0.0.1';
  await writeFile(join(home, 'go.mod'), `module verify\n\ngo 1.21\n\nrequire ${library}\n`);
  await writeFile(join(home, 'main.go'), goVerifier);
  await run('go', ['mod', 'tidy'], home);
  await run('go', ['build', '-o', 'verify', '.'], home);
  return (input: string) => run(join(home, 'verify'), [], home, input);
}

/** Sent just now, since libraries look at the time. */
async function receiveOne(): Promise<Omit<Verified, 'secret'>> {
  const { userId } = await signUp(gateway);
  const { headers, text } = await receiver.waitFor('user.signed-up', userId);
  const sent = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
    name,
    String(headers[name]),
  ]);
  return { headers: Object.fromEntries(sent) as Record<string, string>, body: text };
}

describe('a webhook', () => {
  for (const [library, program, prepare] of [
    ['standardwebhooks of npm', 'node', prepareNode],
    ['standardwebhooks of PyPI', 'python3', preparePython],
    ['standard-webhooks of Go', 'go', prepareGo],
  ] as const) {
    if (missingPrograms([program]).length > 0)
      it.skip(`was not verified by ${library}: ${program} is not installed here`, () => undefined);
    else
      it(`is taken by ${library} under either secret, and refused where anything was changed`, async () => {
        const verify = await prepare();
        const sent = await receiveOne();
        const late = String(Number(sent.headers['webhook-timestamp']) - 301);
        const cases: readonly Verified[] = [
          { ...sent, secret: old },
          { ...sent, secret: next },
          { ...sent, secret: others },
          { ...sent, secret: old, body: sent.body.replace('signed-up', 'erased') },
          { ...sent, secret: old, headers: { ...sent.headers, 'webhook-id': 'msg_other' } },
          { ...sent, secret: old, headers: { ...sent.headers, 'webhook-timestamp': late } },
        ];
        const judged = JSON.parse(await verify(JSON.stringify(cases))) as unknown;
        expect(judged).toEqual(['user.signed-up', 'user.signed-up', ...Array(4).fill('refused')]);
      });
  }
});
