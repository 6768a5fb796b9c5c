/** `npm run soak`: 20,000 edits, 2,000 hovers and 500 files opened and closed keep the heap within 10 % of where it settled. */
import { soak } from './soak.ts';

const ALLOWED = 0.1;

const { settled, end } = await soak({ edits: 20_000, hovers: 2_000, files: 500 }, (line) => {
  console.log(line);
});
const growth = end / settled - 1;
console.log(
  `From ${(settled / 1e6).toFixed(1)} to ${(end / 1e6).toFixed(1)} MB: ${(growth * 100).toFixed(1)} %`,
);
process.exit(growth > ALLOWED ? 1 : 0);
