//! Who can need a look: the kinds of work that the reconcile loop knows.

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkKind {
    /// An instance, by its id.
    Instance,
    /// A cluster, by its id.
    Cluster,
    /// A cluster's tenancy records, by the cluster's id.
    Tenancy,
    /// A cluster's reports, by the cluster's id.
    Reports,
    /// The whole of Millrace; one row, with the nil id.
    Sweep,
}

impl WorkKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Instance, Self::Cluster, Self::Tenancy, Self::Reports, Self::Sweep];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Cluster => "cluster",
            Self::Tenancy => "tenancy",
            Self::Reports => "reports",
            Self::Sweep => "sweep",
        }
    }
}
