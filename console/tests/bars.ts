// Prints what the suite measured, as one table at its end; a bar measured several times shows its worst.
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { BAR, type Bar } from './bar';

interface Row extends Bar {
  times: number;
  passed: boolean;
}

export default class Bars implements Reporter {
  private readonly rows = new Map<string, Row>();
  private passed = 0;
  private failed = 0;

  onTestEnd(_: TestCase, result: TestResult) {
    const passed = result.status === 'passed';
    if (passed) this.passed += 1;
    else if (result.status !== 'skipped') this.failed += 1;
    for (const { type, description } of result.annotations) {
      if (type !== BAR || !description) continue;
      const bar = JSON.parse(description) as Bar;
      const before = this.rows.get(bar.name);
      const worst = before && parseFloat(before.reached) > parseFloat(bar.reached) ? before : bar;
      this.rows.set(bar.name, {
        ...worst,
        times: (before?.times ?? 0) + 1,
        passed: passed && (before?.passed ?? true),
      });
    }
  }

  onEnd() {
    const met = this.failed === 0;
    const tests = { name: 'tests that failed', reached: `${this.failed}`, asked: '0', met };
    const rows = [...this.rows.values(), { ...tests, times: this.passed + this.failed, passed: met }];
    const table = rows.map(({ name, reached, asked, times, passed, met }) => [
      name,
      reached,
      asked,
      String(times),
      !passed ? 'FAILED' : met ? 'ok' : 'MISSED',
    ]);
    const all = [['bar', 'reached', 'asked', 'measured', ''], ...table];
    const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    for (const row of all) {
      process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
    }
  }

  printsToStdio() {
    return false;
  }
}
