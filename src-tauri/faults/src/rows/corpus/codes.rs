//! K7 and R8: transaction codes as numbers and as text, leading zeros and look-alikes.

use counterfoil_core::offer::State;
use counterfoil_practice::Operation;
use serde_json::{Value, json};

use crate::{
    line::Times,
    matrix::{Case, Cell},
    offer::{GRANT, reply},
    plays::{Outcome, press, same},
    rows::r85::create,
    stage::{Failure, Stage, said},
};

pub(super) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("K7", "C", shapes()),
        Cell::new("R8", "C", numbers()).large(),
    ]
}

/// The code as it comes, and the one that staff must be shown.
fn shapes() -> Vec<Case> {
    let mut cases = Vec::new();
    for zeros in 0..=6_usize {
        let text = format!("{}{}", "0".repeat(zeros), "7".repeat(6 - zeros));
        let number: u64 = text.parse().unwrap_or_default();
        cases.push(shown(
            format!("text with {zeros} zeros"),
            json!(text),
            6,
            text.clone(),
        ));
        cases.push(shown(
            format!("number with {zeros} zeros"),
            json!(number),
            6,
            text,
        ));
    }
    for length in [4_usize, 5, 8, 10] {
        let text = format!("0{}", "1".repeat(length - 1));
        let number: u64 = text.parse().unwrap_or_default();
        cases.push(shown(
            format!("text of {length}"),
            json!(text),
            length,
            text.clone(),
        ));
        cases.push(shown(
            format!("number of {length}"),
            json!(number),
            length,
            text,
        ));
    }
    let refused = [
        json!("00000"),
        json!("0000000"),
        json!("000 000"),
        json!("000-000"),
        json!("+00001"),
        json!("0x0001"),
        json!("1e0005"),
        json!("００００００"),
        json!("٠٠٠٠٠٠"),
        json!("൦൦൦൦൦൦"),
        json!("12345６"),
        json!("１２"),
        json!("abcdef"),
        json!("😀"),
        json!("\u{200b}123456"),
        json!("123456\u{0}"),
        json!(-123_456),
        json!(123_456.5),
        json!(1e5),
        json!(9_999_999),
        json!(18_446_744_073_709_551_615_u64),
        json!("9".repeat(33)),
        json!("9".repeat(5_000)),
    ];
    for code in refused {
        let name = format!("{code:.24}");
        let act = reply(move |reply| reply["transactionCode"] = code.clone());
        let outcome = Outcome::Quarantined {
            check: 12,
            deleted: true,
        };
        cases.push(create(name, act, Times::Once, outcome, 1));
    }
    cases
}

/// R8: every number below 1 000, with a code of six digits and of eight: what is shown has the
/// zeros that JSON lost.
fn numbers() -> Vec<Case> {
    let mut cases = Vec::new();
    for length in [6_usize, 8] {
        for number in 1..1_000_u32 {
            let text = format!("{number:0length$}");
            cases.push(shown(
                format!("{number} of {length} digits"),
                json!(number),
                length,
                text,
            ));
        }
    }
    cases
}

fn shown(name: String, code: Value, length: usize, wanted: String) -> Case {
    Case::warm(name, move |stage| {
        Box::pin(show(stage, code.clone(), length, wanted.clone()))
    })
}

/// Issues an offer with this code and looks at the code face.
async fn show(
    stage: &mut Stage,
    code: Value,
    length: usize,
    wanted: String,
) -> Result<(), Failure> {
    stage.freshen().await?;
    let act = reply(move |reply| {
        reply["transactionCode"] = code.clone();
        let changed = counterfoil_practice::edit_offer(reply.take(), |offer| {
            offer["grants"][GRANT]["tx_code"]["length"] = json!(length);
        });
        *reply = changed;
    });
    stage.line.plan(Operation::CreateOffer, Times::Once, act);
    let view = press(stage, stage.draft())
        .await?
        .map_err(said("not issued"))?;
    same("state", view.state, State::Created)?;
    let intent = view.intent_id;
    stage
        .desk
        .turn_to_code(intent)
        .map_err(said("no code face"))?;
    let code = stage
        .desk
        .show_code(intent)
        .await
        .map_err(said("no code"))?;
    same("code shown", code.code == wanted, true)?;
    stage.run_out().await;
    same(
        "code after the end",
        stage.desk.show_code(intent).await.is_err(),
        true,
    )
}
