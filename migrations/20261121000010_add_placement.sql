-- Where an instance runs follows from its own row, so that deleting it needs no plan catalogue.
alter table instances add column placement text not null check (placement in ('shared', 'dedicated'));

-- What is needed to reach a cluster, as last observed.
alter table clusters
    -- `host:port` of the brokers' listener for the control plane, separated by commas
    add column internal_bootstrap text,
    -- signed the certificates that its gateways show
    add column ca_certificate_pem text,
    -- for operators and for the operations that wait: why it is not ready
    add column obstacle text;
