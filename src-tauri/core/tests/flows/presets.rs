use counterfoil_core::{
    claims::Problem,
    desk::DeskError,
    preset::{FieldRule, Preset, PresetCredential, PresetField, PresetFile, WalletReady},
};
use uuid::Uuid;

use super::counter::Counter;

async fn visitor_preset(counter: &Counter) -> Preset {
    let all = counter.desk.list_credentials(false).await.unwrap();
    let visitor = all
        .iter()
        .find(|one| one.name().contains("visitor"))
        .unwrap();
    Preset {
        id: counter.desk.new_intent(),
        name: "Visitor pass".to_owned(),
        credentials: vec![PresetCredential {
            id: visitor.id,
            doctype: visitor.doctype.clone(),
        }],
        fields: vec![field("site", FieldRule::Locked, "Northern yard")],
        lifetime: "5".to_owned(),
        code: Some("Ask the person at the desk".to_owned()),
        wallet_ready: WalletReady::NewPeople,
        first_name: false,
        language: "mi".to_owned(),
        keep: Vec::new(),
    }
}

fn field(field: &str, rule: FieldRule, value: &str) -> PresetField {
    PresetField {
        field: field.to_owned(),
        rule,
        value: value.to_owned(),
        review: false,
    }
}

fn problems(error: DeskError) -> Vec<(String, Problem)> {
    let DeskError::Invalid(fields) = error else {
        panic!("{error:?}")
    };
    fields
        .into_iter()
        .map(|problem| (problem.field, problem.problem))
        .collect()
}

#[tokio::test]
async fn a_locked_value_reaches_the_service_whatever_the_window_sent() {
    let counter = Counter::open().await;
    let preset = visitor_preset(&counter).await;
    counter.desk.save_preset(preset.clone()).await.unwrap();
    let mut draft = counter.visitor().await;
    draft.preset_id = Some(preset.id);
    draft
        .typed
        .insert("site".to_owned(), "Elsewhere".to_owned());
    counter.tenant.clear_requests();
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(view.preset.as_deref(), Some("Visitor pass"));
    let sent = counter.tenant.requests();
    let create = sent
        .iter()
        .find(|seen| seen.method == "POST" && seen.path.contains("pre-authorized"))
        .unwrap();
    let body: serde_json::Value = serde_json::from_slice(&create.body).unwrap();
    assert_eq!(body["claims"]["site"], "Northern yard");
}

#[tokio::test]
async fn a_preset_that_was_deleted_meanwhile_is_not_replaced_by_what_the_window_remembers() {
    let counter = Counter::open().await;
    let mut draft = counter.visitor().await;
    draft.preset_id = Some(Uuid::from_u128(9));
    let error = counter.desk.issue_offer(draft).await.err().unwrap();
    assert!(matches!(error, DeskError::NotFound), "{error:?}");
}

#[tokio::test]
async fn no_preset_holds_a_value_about_a_person() {
    let counter = Counter::open().await;
    let mut preset = visitor_preset(&counter).await;
    preset.fields = vec![
        field("given_name", FieldRule::Default, "Ana"),
        field("family_name", FieldRule::Ask, ""),
    ];
    let error = counter.desk.save_preset(preset).await.err().unwrap();
    assert_eq!(
        problems(error),
        [("given_name".to_owned(), Problem::Personal)]
    );
    assert!(counter.desk.list_presets().await.unwrap().is_empty());
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_preset_is_told_at_once() {
    let counter = Counter::open().await;
    let mut preset = visitor_preset(&counter).await;
    preset.name = " ".to_owned();
    preset.lifetime = "11:00".to_owned();
    preset.code = Some("é".repeat(300));
    preset.fields = vec![field("site", FieldRule::Hidden, " ")];
    let error = counter.desk.save_preset(preset).await.err().unwrap();
    let found = problems(error);
    for expected in [
        ("name", Problem::Missing),
        ("lifetime", Problem::NotALifetime),
        ("description", Problem::TooDense),
        ("site", Problem::Missing),
    ] {
        let expected = (expected.0.to_owned(), expected.1);
        assert!(found.contains(&expected), "{expected:?} not in {found:?}");
    }
}

#[tokio::test]
async fn the_place_in_the_list_can_be_changed_and_survives_an_edit() {
    let counter = Counter::open().await;
    let mut ids = Vec::new();
    for name in ["One", "Two", "Three"] {
        let mut preset = visitor_preset(&counter).await;
        preset.name = name.to_owned();
        ids.push(counter.desk.save_preset(preset).await.unwrap().preset.id);
    }
    let order = |list: Vec<counterfoil_core::offer::view::PresetView>| {
        list.into_iter()
            .map(|view| view.preset.name)
            .collect::<Vec<_>>()
    };
    let moved = counter.desk.move_preset(ids[2], true).await.unwrap();
    assert_eq!(order(moved), ["One", "Three", "Two"]);
    let at_the_top = counter.desk.move_preset(ids[0], true).await.unwrap();
    assert_eq!(order(at_the_top), ["One", "Three", "Two"]);
    let mut first = visitor_preset(&counter).await;
    (first.id, first.name) = (ids[0], "First".to_owned());
    counter.desk.save_preset(first).await.unwrap();
    let left = counter.desk.delete_preset(ids[2]).await.unwrap();
    assert_eq!(order(left), ["First", "Two"]);
}

#[tokio::test]
async fn a_file_of_presets_finds_its_credentials_by_doctype_in_another_workplace() {
    let here = Counter::open().await;
    let mut lost = visitor_preset(&here).await;
    lost.name = "Gone".to_owned();
    here.desk
        .save_preset(visitor_preset(&here).await)
        .await
        .unwrap();
    let mut file = PresetFile::read(&here.desk.export_presets().await.unwrap()).unwrap();
    lost.credentials[0] = PresetCredential {
        id: Uuid::from_u128(5),
        doctype: "nz.example.gone.1".to_owned(),
    };
    // Another tenant has other ids for the same DocTypes.
    file.presets[0].credentials[0].id = Uuid::from_u128(4);
    file.presets[0]
        .fields
        .push(field("given_name", FieldRule::Default, "Ana"));
    file.presets.push(lost);
    let there = Counter::open().await;
    let imported = there.desk.import_presets(&file.write()).await.unwrap();
    assert_eq!(imported.added, ["Visitor pass", "Gone"]);
    assert_eq!(imported.incomplete, ["Gone"]);
    let list = there.desk.list_presets().await.unwrap();
    let visitor = there.credential("visitor pass").await;
    assert_eq!(list[0].preset.credentials[0].id, visitor);
    assert!(list[0].broken.is_empty());
    assert_eq!(list[1].broken, ["nz.example.gone.1"]);
    let personal = list[0]
        .preset
        .fields
        .iter()
        .any(|one| one.field == "given_name");
    assert!(!personal, "a value about a person came in with the file");
}

#[tokio::test]
async fn a_preview_tells_what_is_left_to_ask_and_how_large_the_code_gets() {
    let counter = Counter::open().await;
    let preset = visitor_preset(&counter).await;
    let preview = counter.desk.preview_preset(&preset).await.unwrap();
    assert_eq!(preview.form.fields.len(), 3);
    assert_eq!(preview.asked, 2);
    assert!(preview.problems.is_empty());
    assert!(preview.qr_version.is_some_and(|version| version < 22));
}
