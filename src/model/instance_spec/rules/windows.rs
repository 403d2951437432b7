//! When AWS makes backups and maintains an instance. Source: Amazon RDS API Reference,
//! CreateDBInstance.

use super::InstanceSpec;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;
const SHORTEST: u32 = 30;

/// Minutes since midnight or Monday; the end may be in the next day or week.
struct Window {
    start: u32,
    length: u32,
}

pub fn backup(spec: &InstanceSpec) -> Option<String> {
    let text = spec.backup_window.as_deref()?;
    match daily(text) {
        None => Some(format!("is {text:?}: use UTC times such as 03:00-04:00")),
        Some(window) => too_short(&window, text),
    }
}

pub fn maintenance(spec: &InstanceSpec) -> Option<String> {
    let text = spec.maintenance_window.as_deref()?;
    let Some(window) = weekly(text) else {
        return Some(format!("is {text:?}: use days and UTC times such as sun:05:00-sun:06:00"));
    };
    too_short(&window, text).or_else(|| {
        let backup = daily(spec.backup_window.as_deref()?)?;
        overlap(&backup, &window).then(|| format!("is {text}, which overlaps --backup-window"))
    })
}

fn too_short(window: &Window, text: &str) -> Option<String> {
    (window.length < SHORTEST).then(|| format!("is {text}: at least {SHORTEST} minutes"))
}

/// Whether the daily window falls into the weekly one on any day.
fn overlap(daily: &Window, weekly: &Window) -> bool {
    (0..7).any(|day| {
        let start = day * DAY + daily.start;
        // The beginning of one lies in the other.
        (WEEK + start - weekly.start) % WEEK < weekly.length
            || (WEEK + weekly.start - start) % WEEK < daily.length
    })
}

fn daily(text: &str) -> Option<Window> {
    let (start, end) = text.split_once('-')?;
    Some(between(time(start)?, time(end)?, DAY))
}

fn weekly(text: &str) -> Option<Window> {
    let (start, end) = text.split_once('-')?;
    Some(between(moment(start)?, moment(end)?, WEEK))
}

fn between(start: u32, end: u32, period: u32) -> Window {
    Window { start, length: (period + end - start) % period }
}

/// `sun:05:00`
fn moment(text: &str) -> Option<u32> {
    let (day, time_of_day) = text.split_once(':')?;
    let day = DAYS.iter().zip(0..).find_map(|(name, number)| (*name == day).then_some(number))?;
    Some(day * DAY + time(time_of_day)?)
}

/// `05:00`
fn time(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, most: u32| {
        let fits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| fits && *number < most)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}
