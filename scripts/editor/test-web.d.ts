/** The part of @vscode/test-web that is used here; it is installed apart, where the compiler does not look. */
export interface TestWeb {
  open(options: {
    browserType: 'none';
    quality: 'stable';
    commit: string;
    testRunnerDataDir: string;
    host: string;
    port: number;
    extensionDevelopmentPath: string;
    extensionTestsPath: string;
    folderPath: string;
  }): Promise<{ dispose(): void }>;
}
