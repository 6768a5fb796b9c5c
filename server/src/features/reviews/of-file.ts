/** Reviews in files that are not open. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse } from '../../lint/analyse.ts';
import type { Analysis } from '../../lint/analyse.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReviewFacts } from '../../review-protocol.ts';
import { reviewFacts } from './facts.ts';
import { fileReviews } from './rows.ts';
import type { FileReviews } from './rows.ts';

/** What is said of a file that is not open. */
export interface CheckedFile {
  readonly diagnostics: Diagnostic[];
  /** How its reviews stand; computed when called. */
  readonly reviews: () => FileReviews;
}

export interface FileReviewFeatures {
  /** How the reviews of the file stand; nothing of it is kept. */
  readonly reviewsOfFile: (document: TextDocument) => FileReviews;
  /** What is known of reviews in the file; the last one is kept. */
  readonly reviewFactsOfFile: (document: TextDocument, ids: readonly string[]) => ReviewFacts[];
}

/** The features over the day of a clock. */
export function fileReviewFeatures(clock: Clock): FileReviewFeatures {
  /** A person who looks at one integration of a file mostly looks at the next one too. */
  let last: Analysis | undefined;
  return {
    reviewsOfFile: (document) => fileReviews(document.uri, analyse(document.getText(), clock.today())),
    reviewFactsOfFile(document, ids) {
      const text = document.getText();
      const today = clock.today();
      if (last?.manifest.text !== text || last.today !== today) last = analyse(text, today);
      return reviewFacts(last, ids);
    },
  };
}
