//! Whose database this is.

use super::{StoreError, SystemScope, Tx};

/// Claims the database for the installation whose sessions are signed with `signing_key`, unless it was
/// claimed before; the key of the one that has it.
pub async fn claim(tx: &mut Tx, _: &SystemScope, signing_key: &str) -> Result<String, StoreError> {
    sqlx::query!(
        "insert into installation (signing_key) values ($1) on conflict (is_only) do nothing",
        signing_key
    )
    .execute(&mut **tx)
    .await?;
    let owner = sqlx::query_scalar!("select signing_key from installation");
    Ok(owner.fetch_one(&mut **tx).await?)
}
