//! One member in full.

use super::words::{self, missing};
use super::{Args, Format};
use crate::findings::{FAINT, STRONG};
use crate::table::{self, Side, number};
use anyhow::{Result, bail};
use guildhall_engine::charter::Charter;
use guildhall_engine::id::TierId;
use guildhall_engine::standing::{Standing, Term};
use serde_json::json;
use std::io::Write;

/// Prints a standing.
pub(super) fn print(out: &mut dyn Write, charter: &Charter, standing: &Standing, args: &Args) -> Result<()> {
    match args.format {
        Format::Json => {
            let document = json!({"digest": standing.digest(), "standing": standing});
            return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&document)?)?);
        }
        Format::Csv => bail!("one member is printed as a table or as JSON; `--format csv` is for the ranking"),
        Format::Table => {}
    }
    let page = Page { charter, standing, language: &args.language };
    page.head(out)?;
    page.score(out)?;
    page.tier(out)?;
    page.next(out)?;
    page.benefits(out)?;
    page.points(out)?;
    page.rest(out)?;
    writeln!(out, "\n{FAINT}digest{FAINT:#} {}", standing.digest())?;
    Ok(())
}

struct Page<'a> {
    charter: &'a Charter,
    standing: &'a Standing,
    language: &'a str,
}

impl Page<'_> {
    fn tier_name<'s>(&'s self, id: &'s TierId) -> &'s str {
        let tier = self.charter.rank(id).and_then(|rank| self.charter.tiers().get(rank));
        tier.map_or(id.as_str(), |tier| tier.name.get(self.language))
    }

    fn head(&self, out: &mut dyn Write) -> Result<()> {
        let Standing { member, tier, at, joined, .. } = self.standing;
        let (name, of) = (self.tier_name(&tier.id), self.charter.tiers().len());
        writeln!(out, "{STRONG}{member}{STRONG:#}  {name} (tier {} of {of})", tier.rank + 1)?;
        let joined = joined.map_or_else(|| "has not acted".to_owned(), |day| format!("joined {day}"));
        writeln!(out, "{FAINT}{joined}, as of {at}{FAINT:#}")?;
        if let Some(plan) = &self.standing.plan {
            let name = self.charter.plan(&plan.plan).map_or(plan.plan.as_str(), |rule| rule.name.get(self.language));
            writeln!(out, "plan: {name}, until {}", plan.until)?;
        }
        Ok(())
    }

    fn score(&self, out: &mut dyn Write) -> Result<()> {
        let score = &self.standing.score;
        let (activity, contribution) = (number(score.activity.total), number(score.contribution.total));
        writeln!(
            out,
            "\n{STRONG}Score {}{STRONG:#} = activity {activity} + contribution {contribution}",
            number(score.total)
        )?;
        let row = |side: &str, term: &Term| {
            let label = self.charter.file().metrics.get(&term.metric).map_or("", |rule| rule.label.get(self.language));
            let name = if label.is_empty() { term.metric.as_str() } else { label };
            [format!("  {side}"), name.to_owned(), number(term.value), number(term.weight), number(term.points)]
        };
        let activity = score.activity.terms.iter().map(|term| row("activity", term));
        let contribution = score.contribution.terms.iter().map(|term| row("contribution", term));
        let rows: Vec<_> = activity.chain(contribution).collect();
        let heading = [
            ("  side", Side::Left),
            ("metric", Side::Left),
            ("value", Side::Right),
            ("× weight", Side::Right),
            ("= score", Side::Right),
        ];
        if rows.is_empty() { Ok(()) } else { table::write(out, heading, &rows) }
    }

    fn tier(&self, out: &mut dyn Write) -> Result<()> {
        let tier = &self.standing.tier;
        writeln!(out, "\n{STRONG}Tier{STRONG:#} {} since {}", self.tier_name(&tier.id), tier.since)?;
        if tier.locked {
            writeln!(out, "  set by the operators")?;
        }
        if let Some(day) = tier.failing_since {
            writeln!(out, "  its condition fails since {day}; kept for now: {}", missing(&tier.keep).join("; "))?;
        }
        if let Some(drop) = &tier.drop {
            writeln!(
                out,
                "  falls to {} on {} unless: {}",
                self.tier_name(&drop.to),
                drop.day,
                missing(&drop.unless).join("; ")
            )?;
            if let Some(path) = &drop.path {
                writeln!(out, "  cheapest way to keep it: {}", words::path(path))?;
            }
        }
        for change in tier.history.iter().rev().take(6) {
            let why = serde_json::to_value(change.why)?;
            writeln!(
                out,
                "  {FAINT}{} {} ({}){FAINT:#}",
                change.day,
                self.tier_name(&change.to),
                why.as_str().unwrap_or_default()
            )?;
        }
        Ok(())
    }

    fn next(&self, out: &mut dyn Write) -> Result<()> {
        let Some(next) = &self.standing.next else {
            return Ok(writeln!(out, "\n{STRONG}Next tier{STRONG:#} none: this is the highest")?);
        };
        writeln!(
            out,
            "\n{STRONG}Next tier{STRONG:#} {}, {:.0} % of the way",
            self.tier_name(&next.id),
            (next.progress * 100.0).floor()
        )?;
        for phrase in missing(&next.when) {
            writeln!(out, "  {phrase}")?;
        }
        match &next.path {
            Some(path) if !path.steps.is_empty() => writeln!(out, "  cheapest way: {}", words::path(path))?,
            Some(_) => {}
            None => writeln!(out, "  no action alone leads there")?,
        }
        Ok(())
    }

    fn benefits(&self, out: &mut dyn Write) -> Result<()> {
        if self.standing.benefits.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{STRONG}Benefits{STRONG:#}")?;
        for benefit in &self.standing.benefits {
            let name =
                self.charter.benefit(&benefit.id).map_or(benefit.id.as_str(), |rule| rule.name.get(self.language));
            if benefit.unlocked {
                writeln!(out, "  ✓ {name}")?;
                continue;
            }
            let tier = benefit.needs_tier.iter().map(|tier| format!("tier {}", self.tier_name(tier)));
            let needs: Vec<String> = tier.chain(missing(&benefit.unlock)).collect();
            writeln!(out, "  {FAINT}· {name}, needs {}{FAINT:#}", needs.join("; "))?;
        }
        Ok(())
    }

    fn points(&self, out: &mut dyn Write) -> Result<()> {
        let points = &self.standing.points;
        if points.earned == 0 {
            return Ok(());
        }
        let number = |n: u64| number(n as f64);
        let (earned, spent, expired) = (number(points.earned), number(points.spent), number(points.expired));
        writeln!(
            out,
            "\n{STRONG}Points {}{STRONG:#} = earned {earned} - spent {spent} - expired {expired}",
            number(points.balance)
        )?;
        if let Some(next) = points.expiring {
            writeln!(out, "  {} expire on {}", number(next.points), next.day)?;
        }
        for reward in &self.standing.rewards {
            let rule = self.charter.file().points.rewards.iter().find(|rule| rule.id == reward.id);
            let name = rule.map_or(reward.id.as_str(), |rule| rule.name.get(self.language));
            if reward.affordable {
                writeln!(out, "  ✓ {name} for {}", number(reward.cost.into()))?;
            } else {
                let short = (reward.missing > 0).then(|| format!("{} points", number(reward.missing)));
                let needs: Vec<String> = short.into_iter().chain(missing(&reward.when)).collect();
                writeln!(
                    out,
                    "  {FAINT}· {name} for {}, missing {}{FAINT:#}",
                    number(reward.cost.into()),
                    needs.join("; ")
                )?;
            }
        }
        Ok(())
    }

    fn rest(&self, out: &mut dyn Write) -> Result<()> {
        let streak = &self.standing.streak;
        writeln!(out, "\n{STRONG}Streak{STRONG:#} {} days (longest {})", streak.current, streak.longest)?;
        for badge in &self.standing.badges {
            let Some(day) = badge.earned else { continue };
            let rule = self.charter.file().badges.iter().find(|rule| rule.id == badge.id);
            writeln!(
                out,
                "{STRONG}Badge{STRONG:#} {} on {day}",
                rule.map_or(badge.id.as_str(), |rule| rule.name.get(self.language))
            )?;
        }
        for note in &self.standing.left_out {
            writeln!(out, "{FAINT}left out: {} events ({}){FAINT:#}", note.events, note.code)?;
        }
        Ok(())
    }
}
