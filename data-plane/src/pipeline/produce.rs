//! Produce: names and ids; records are passed on unread.

use super::{
    Action, Ask, Incoming, Reply, Shared,
    names::{self, Expected, Numbers},
    scope::Scope,
};
use crate::error::SessionError;

/// Forwards a produce request.
pub async fn run(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    shared.usage.records(survey.records);
    let masks = names::masks(scope, shared, broker, request.treatment, &survey.ids).await?;
    let pieces = names::rename(scope, &request, &survey, &masks, Numbers::default())?;
    let reply = match survey.acks {
        Some(0) => Reply::None,
        _ => Reply::Produce(Expected::of(&request, &survey)),
    };
    Ok(request.forward(pieces, reply))
}
