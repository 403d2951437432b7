//! Texts that are separate transactions (see `series`).

use super::Loader;
use crate::error::Error;
use crate::script::load::durable_ddl;
use crate::script::load::stop::Stop;
use crate::script::load::unit::{Mode, Unit, UnitDone};

impl Loader<'_> {
    /// Runs the units. Returns those that are done, and why the next one is not.
    pub async fn run_units(mut self, units: &[Unit]) -> (Vec<UnitDone>, Result<(), Error>) {
        let result = match self.all_units(units).await {
            Ok(()) => Ok(()),
            Err(stop) => Err(self.roll_back(stop).await),
        };
        (self.executor.into_units(), result)
    }

    async fn all_units(&mut self, units: &[Unit]) -> Result<(), Stop> {
        durable_ddl::refuse_promises(self.executor.client().engine(), self.executor.options())?;
        for unit in units {
            self.begin_input()?;
            self.set_variables()?;
            self.announce(&unit.input)?;
            match &unit.mode {
                Mode::Transaction { begin, first, last, end } => {
                    self.executor.begin_unit(*begin, first).await?;
                    self.load_input(&unit.input).await?;
                    self.executor.end_unit(last, *end).await?;
                }
                Mode::Alone { last } => {
                    self.executor.begin_alone().await?;
                    self.load_input(&unit.input).await?;
                    self.executor.end_alone(last).await?;
                }
            }
        }
        self.executor.flush().await
    }
}
