//! The fault matrix as data: cells of cases, and which of them are wanted.

use std::{future::Future, pin::Pin, sync::Arc};

use counterfoil_core::session::SecretStore;

use crate::stage::{Failure, Stage};

/// A case under way.
pub(crate) type Playing<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

type MakeSecrets = Box<dyn Fn() -> Arc<dyn SecretStore> + Send + Sync>;

type Play = Box<dyn for<'a> Fn(&'a mut Stage) -> Playing<'a> + Send + Sync>;

/// What a case is played on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// A desk that is signed in and has read its list; cases of one cell may share it.
    Warm,
    /// A desk that has sent nothing yet, for this case alone.
    Cold,
}

/// One fault, injected once into one run of one operation, and checked.
pub(crate) struct Case {
    /// Unique within its cell.
    pub(crate) name: String,
    pub(crate) start: Start,
    /// The keyring of a cold desk; memory when absent.
    pub(crate) secrets: Option<MakeSecrets>,
    pub(crate) play: Play,
}

impl Case {
    /// A case on a desk that is signed in.
    pub(crate) fn warm(
        name: impl Into<String>,
        play: impl for<'a> Fn(&'a mut Stage) -> Playing<'a> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            start: Start::Warm,
            secrets: None,
            play: Box::new(play),
        }
    }

    /// A case on a desk that has sent nothing yet.
    pub(crate) fn cold(
        name: impl Into<String>,
        play: impl for<'a> Fn(&'a mut Stage) -> Playing<'a> + Send + Sync + 'static,
    ) -> Self {
        Self::warm(name, play).on_cold()
    }

    /// The same on a desk that has sent nothing yet.
    pub(crate) fn on_cold(self) -> Self {
        Self {
            start: Start::Cold,
            ..self
        }
    }

    /// The same, over another keyring.
    pub(crate) fn with_secrets(
        self,
        make: impl Fn() -> Arc<dyn SecretStore> + Send + Sync + 'static,
    ) -> Self {
        Self {
            secrets: Some(Box::new(make)),
            ..self
        }
    }
}

/// The cases of one fault at one operation.
pub(crate) struct Cell {
    /// As in rules.md: `F9`, `R85`, `K3`.
    pub(crate) fault: &'static str,
    /// `T`, `L`, `C`, `S`, `P`, `D`, `B`.
    pub(crate) operation: &'static str,
    pub(crate) cases: Vec<Case>,
    /// So many cases that four of five will do every day.
    pub(crate) large: bool,
}

impl Cell {
    pub(crate) fn new(fault: &'static str, operation: &'static str, cases: Vec<Case>) -> Self {
        Self {
            fault,
            operation,
            cases,
            large: false,
        }
    }

    /// Marks a cell of which every fifth case is left to `--all`.
    pub(crate) fn large(self) -> Self {
        Self {
            large: true,
            ..self
        }
    }

    /// Leaves every fifth case of a large cell out.
    pub(crate) fn thin(&mut self) {
        let mut index = 0_usize;
        self.cases.retain(|_| {
            index += 1;
            !self.large || !index.is_multiple_of(5)
        });
    }

    /// Its name on the command line.
    pub(crate) fn name(&self) -> String {
        format!("{}:{}", self.fault, self.operation)
    }

    /// Leaves the cases that `--only` names: a fault, `fault:operation`, or the beginning of a
    /// case's name behind both.
    pub(crate) fn narrow(&mut self, only: &[String]) {
        if only.is_empty() {
            return;
        }
        let (fault, name) = (self.fault, self.name());
        self.cases.retain(|case| {
            let full = format!("{name}:{}", case.name);
            let begins = |wanted: &&String| {
                wanted.starts_with(&format!("{name}:")) && full.starts_with(wanted.as_str())
            };
            only.iter()
                .any(|wanted| *wanted == fault || *wanted == name || begins(&wanted))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(only: &str) -> usize {
        let idle = |name: &str| Case::warm(name, |_| Box::pin(async { Ok(()) }));
        let mut cell = Cell::new("F9", "C", vec![idle("none, once"), idle("date, once")]);
        cell.narrow(&[only.to_owned()]);
        cell.cases.len()
    }

    #[test]
    fn a_large_cell_keeps_four_of_five() {
        let idle = |name: usize| Case::warm(name.to_string(), |_| Box::pin(async { Ok(()) }));
        let mut cell = Cell::new("R8", "C", (0..10).map(idle).collect()).large();
        cell.thin();
        assert_eq!(cell.cases.len(), 8);
    }

    #[test]
    fn only_names_a_fault_a_cell_or_the_beginning_of_a_case() {
        assert_eq!(left("F9"), 2);
        assert_eq!(left("F9:C"), 2);
        assert_eq!(left("F9:C:date"), 1);
        assert_eq!(left("F9:D"), 0);
        assert_eq!(left("F1"), 0);
    }
}
