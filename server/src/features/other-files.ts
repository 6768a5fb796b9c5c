/** What the files of a workspace have to do with each other, open documents and others. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { createSecretPlaces, secretPlacesIn, secretPlacesOfText } from '../lint/secret-places.ts';
import type { Manifest } from '../manifest/model.ts';
import { fileKey } from '../ports/files.ts';
import type { Elsewhere } from '../rules/rule.ts';

/** What of it whoever holds the files has to see to. */
export interface OtherFilesFeatures {
  /** Whether the file is taken in: what it has to do with others is known. */
  readonly knowsFile: (uri: string) => boolean;
  /** Takes in what a file that is not open holds; undefined where there is none any more. */
  readonly takeIn: (uri: string, text: string | undefined) => void;
  /** Is told the keys (`fileKey`) of files about which there is something else to say since another one has changed. Must not call back at once. */
  readonly onOthersChanged: (tell: (keys: readonly string[]) => void) => void;
}

export interface OtherFiles {
  readonly features: OtherFilesFeatures;
  /** Takes in a document, or a file of which nothing is kept, once it is read; answers what others have to do with it. */
  readonly ofDocument: (document: TextDocument) => (manifest: Manifest) => Elsewhere;
  readonly ofFile: (uri: string) => (manifest: Manifest) => Elsewhere;
  /** Whether the document is taken in as it is now. */
  readonly isTakenIn: (document: TextDocument) => boolean;
  /** The same as long as others have the same to do with the file; empty where they have nothing. */
  readonly stateOf: (uri: string) => string;
  /** The analysis of the document is no longer kept. */
  readonly settle: (uri: string) => void;
  /** The document is closed; what it said counts until the file is taken in. */
  readonly close: (uri: string) => void;
}

/** Keeps account of no files yet. */
export function createOtherFiles(): OtherFiles {
  const places = createSecretPlaces();
  const versions = new Map<string, number>();
  const listeners: ((keys: readonly string[]) => void)[] = [];

  function tell(keys: readonly string[]): void {
    if (keys.length > 0) for (const listener of listeners) listener(keys);
  }

  return {
    features: {
      knowsFile: (uri) => places.has(fileKey(uri)),
      takeIn(uri, text) {
        const key = fileKey(uri);
        versions.delete(key);
        tell(text === undefined ? places.drop(key) : places.take(key, uri, secretPlacesOfText(text)));
      },
      onOthersChanged(listener) {
        listeners.push(listener);
      },
    },
    ofDocument:
      ({ uri, version }) =>
      (manifest) => {
        const key = fileKey(uri);
        versions.set(key, version);
        tell(places.read(key, uri, manifest));
        return places.answer(key).elsewhere;
      },
    ofFile: (uri) => (manifest) => {
      const key = fileKey(uri);
      versions.delete(key);
      tell(places.take(key, uri, secretPlacesIn(manifest)));
      return places.answer(key).elsewhere;
    },
    isTakenIn: ({ uri, version }) => versions.get(fileKey(uri)) === version,
    stateOf: (uri) => places.answer(fileKey(uri)).key,
    settle(uri) {
      places.settle(fileKey(uri));
    },
    close(uri) {
      versions.delete(fileKey(uri));
      places.settle(fileKey(uri));
    },
  };
}
