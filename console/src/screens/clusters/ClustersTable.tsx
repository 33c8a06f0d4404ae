// One line for each cluster: how it is, and how much of it is in use.
import { Label } from '@patternfly/react-core';
import { Caption, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Cluster } from '../../api/clusters';
import { bytes, count } from '../../parts/numbers';
import { PhaseLabel } from '../../parts/PhaseLabel';
import { ShareBar } from '../../parts/ShareBar';
import { text } from '../../text';

const { columns, ...words } = text.clusters;
const rate = (perSecond: number) => `${bytes(Math.round(perSecond))}/s`;

export function ClustersTable({ clusters }: { clusters: readonly Cluster[] }) {
  return (
    <Table variant="compact" gridBreakPoint="grid-lg">
      <Caption>{words.explained}</Caption>
      <Thead>
        <Tr>
          <Th width={20}>{columns.cluster}</Th>
          <Th>{columns.phase}</Th>
          <Th modifier="fitContent">{columns.gateways}</Th>
          <Th modifier="fitContent">{columns.instances}</Th>
          <Th>{columns.partitions}</Th>
          <Th width={15}>{columns.connections}</Th>
          <Th>{columns.bytesIn}</Th>
          <Th>{columns.bytesOut}</Th>
        </Tr>
      </Thead>
      <Tbody className="millrace-number">
        {clusters.map((cluster) => (
          <Line key={cluster.id} cluster={cluster} />
        ))}
      </Tbody>
    </Table>
  );
}

function Line({ cluster }: { cluster: Cluster }) {
  const { id, kind, endpoint, kafka_version: version, phase, obstacle, gateways, partitions } = cluster;
  return (
    <Tr>
      <Td dataLabel={columns.cluster}>
        <div className="millrace-mono">{id}</div>
        <div className="millrace-muted">
          {words.about(words.kinds[kind], words.endpoints[endpoint], version)}
        </div>
      </Td>
      <Td dataLabel={columns.phase}>
        <PhaseLabel phase={phase} />
        {obstacle && <div>{obstacle}</div>}
      </Td>
      <Td dataLabel={columns.gateways}>
        {words.of(count(gateways.reporting), count(gateways.of))}
        {gateways.reporting < gateways.of && (
          <>
            {' '}
            <Label isCompact status="warning">
              {words.missing}
            </Label>
          </>
        )}
      </Td>
      <Td dataLabel={columns.instances}>{count(cluster.instances)}</Td>
      <Td dataLabel={columns.partitions}>
        {words.of(count(partitions.granted), count(partitions.capacity))}
        <ShareBar label={columns.partitions} used={partitions.granted} limit={partitions.capacity} />
      </Td>
      <Td dataLabel={columns.connections}>{count(cluster.connections)}</Td>
      <Td dataLabel={columns.bytesIn}>{rate(cluster.bytes_in_per_second)}</Td>
      <Td dataLabel={columns.bytesOut}>{rate(cluster.bytes_out_per_second)}</Td>
    </Tr>
  );
}
