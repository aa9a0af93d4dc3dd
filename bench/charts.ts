/** `npm run bench:charts`: draws bench/charts anew of what lies in bench/figures. */
import { keepChart, readFigures } from './figures.js';
import { drawGrowth } from './growth-chart.js';
import type { GrowthFigures } from './growth-table.js';
import { refuseArguments } from './options.js';
import { drawRefreshes } from './refreshes-chart.js';
import type { RefreshFigures } from './refreshes-table.js';
import { drawSoak } from './soak-chart.js';
import type { SoakFigures } from './soak-table.js';

refuseArguments('npm run bench:charts draws bench/charts anew of bench/figures.');
keepChart('growth', drawGrowth(readFigures<GrowthFigures>('growth')));
keepChart('refreshes', drawRefreshes(readFigures<RefreshFigures>('refreshes')));
keepChart('soak', drawSoak(readFigures<SoakFigures>('soak')));
