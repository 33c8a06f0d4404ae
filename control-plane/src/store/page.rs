//! Pages of lists that can be ordered by creation or by name.

/// Reads the page `$page` of the rows of `$select` as `$row`s. The rows have `id`, `created_at` and
/// `name`; the parameters of `$select` itself begin with `$7`.
///
/// One statement serves all orders, because statements are checked when this is compiled. The sort
/// finds no index, which the lists of one org do not need.
macro_rules! page_of {
    ($tx:expr, $page:expr, $row:ty, $select:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $row,
            "select * from (" + $select + ") as listed where $1::uuid is null or case \
             when $4 and $5 then (name, id) < ($3::text, $1) \
             when $4 then (name, id) > ($3::text, $1) \
             when $5 then (created_at, id) < ($2::timestamptz, $1) \
             else (created_at, id) > ($2::timestamptz, $1) end order by \
             case when $4 and not $5 then name end, case when $4 and $5 then name end desc, \
             case when not $4 and not $5 then created_at end, \
             case when not $4 and $5 then created_at end desc, \
             case when not $5::bool then id end, case when $5 then id end desc limit $6",
            $page.after.as_ref().map(|place| place.id.uuid()),
            $page.after.as_ref().map(|place| place.created_at),
            $page.after.as_ref().map(|place| place.name.as_str()),
            $page.order.by == $crate::domain::page::OrderBy::Name,
            $page.order.descending,
            $page.fetch(),
            $($argument),*
        )
        .fetch_all(&mut **$tx)
        .await
    };
}

pub(super) use page_of;
