//! Figures and the tables they are printed in. A table is Markdown, so that it can be read in a
//! terminal and pasted into `docs/performance.md` as it is.

use std::{
    fmt::{self, Write as _},
    time::Duration,
};

/// A table that grows by rows.
#[derive(Debug)]
pub(crate) struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a title and column names.
    pub(crate) fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self { title: title.into(), rows: vec![columns.iter().map(ToString::to_string).collect()] }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Prints the table.
    #[expect(clippy::print_stdout, reason = "tables are what the program is for")]
    pub(crate) fn print(&self) {
        println!("{self}");
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max()
        };
        let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        writeln!(f, "\n**{}**\n", self.title)?;
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::from("|");
            for (cell, width) in row.iter().zip(&widths) {
                write!(line, " {cell:width$} |")?;
            }
            writeln!(f, "{line}")?;
            if number == 0 {
                let rule: Vec<_> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
                writeln!(f, "|{}|", rule.join("|"))?;
            }
        }
        Ok(())
    }
}

/// The middle of some figures; 0 of none.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match (figures.len() % 2, figures.get(middle)) {
        (_, None) => 0.0,
        (0, Some(upper)) => f64::midpoint(figures[middle - 1], *upper),
        (_, Some(figure)) => *figure,
    }
}

/// Durations in order.
#[derive(Debug)]
pub(crate) struct Sample(Vec<Duration>);

impl From<Vec<Duration>> for Sample {
    fn from(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        Self(durations)
    }
}

impl Sample {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The smallest duration that at least `per_mille` of a thousand do not exceed.
    pub(crate) fn quantile(&self, per_mille: usize) -> Duration {
        let rank = (self.0.len() * per_mille).div_ceil(1000).max(1);
        self.0.get(rank - 1).or(self.0.last()).copied().unwrap_or_default()
    }
}

/// Milliseconds with as many digits as are worth reading.
pub(crate) fn millis(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1000.0;
    match ms {
        ms if ms < 10.0 => format!("{ms:.2} ms"),
        ms if ms < 100.0 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    }
}

/// The difference of two durations, with its sign.
pub(crate) fn difference(a: Duration, b: Duration) -> String {
    let sign = if a < b { '−' } else { '+' };
    format!("{sign}{}", millis(a.abs_diff(b)))
}

/// A count as a figure to calculate with.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts here stay far below 2^53"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_measured_values() {
        let sample = Sample::from((1..=1000).map(Duration::from_millis).collect::<Vec<_>>());
        assert_eq!(sample.quantile(500), Duration::from_millis(500));
        assert_eq!(sample.quantile(990), Duration::from_millis(990));
        assert_eq!(sample.quantile(999), Duration::from_millis(999));
        let one = Sample::from(vec![Duration::from_millis(7)]);
        assert_eq!(one.quantile(999), Duration::from_millis(7));
        assert_eq!(Sample::from(vec![]).quantile(500), Duration::ZERO);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
        assert!((median(vec![9.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn columns_line_up() {
        let mut table = Table::new("t", &["path", "MB/s"]);
        table.row(["gateway", "7"]);
        assert!(table.to_string().contains("| gateway | 7    |"), "{table}");
    }
}
