-- How the control plane reaches a cluster's gateways, as last observed: `host:port` each, separated by
-- commas. Where clients reach them need not lead there from inside.
alter table clusters add column internal_gateways text;
