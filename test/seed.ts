/** Property tests see the same cases every time, so that a change is judged by what it changes; `SEED` asks for others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_123) });
