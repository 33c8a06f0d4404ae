import { expect, test } from 'vitest';
import { type ServerEvent, serverEvents } from './serverEvents';

async function read(chunks: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(stream)) events.push(event);
  return events;
}

test('wherever the network cuts a stream, its events are whole', async () => {
  const bytes = new TextEncoder().encode(
    ':alive\n\nevent: records\ndata: ["ü"]\n\nevent: dropped\ndata: 7\n\n',
  );
  const whole = [
    { event: 'records', data: '["ü"]' },
    { event: 'dropped', data: '7' },
  ];
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    expect(await read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
  }
});

test('what the network broke off is no event', async () => {
  expect(await read([new TextEncoder().encode('event: records\ndata: [1')])).toEqual([]);
});
