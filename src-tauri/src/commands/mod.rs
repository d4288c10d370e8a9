//! One file a topic. A command unpacks, calls one use case and converts the error.

mod compose;
mod desktop;
mod frame;
mod holder;
mod limits;
mod offers;
mod pace;
mod practice;
mod presets;
mod records;
mod workplaces;

#[cfg(test)]
mod tests;

use tauri::{Runtime, plugin::TauriPlugin};

/// All commands, as the plugin `desk`: each is allowed or refused by name and by window.
pub(crate) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    tauri::plugin::Builder::new("desk")
        .invoke_handler(limits::limited(tauri::generate_handler![
            compose::issue_offer,
            compose::list_credentials,
            compose::make_form,
            compose::new_intent,
            compose::prepare_portrait,
            compose::review_details,
            compose::read_roster,
            compose::search_people,
            compose::possible_match,
            desktop::about,
            desktop::answer_quit,
            desktop::close_window,
            desktop::copy_text,
            desktop::save_settings,
            frame::app_status,
            frame::open_data_folder,
            holder::blank_holder,
            holder::choose_display,
            holder::ease_scan,
            holder::end_test_scan,
            holder::list_displays,
            holder::prepare_holder,
            holder::set_holder_language,
            holder::show_on_holder,
            holder::test_scan,
            holder::toggle_holder,
            offers::cancel_offer,
            offers::cancel_offers,
            offers::close_offer,
            offers::current_offer,
            offers::hide_faces,
            offers::stop_waiting,
            offers::list_pending,
            offers::offer_timeline,
            offers::renew_offer,
            offers::show_code,
            offers::show_qr,
            offers::staff_saw,
            offers::turn_to_code,
            practice::pretend,
            presets::delete_preset,
            presets::export_presets,
            presets::import_presets,
            presets::list_presets,
            presets::move_preset,
            presets::preview_preset,
            presets::save_preset,
            records::export_activity,
            records::export_offers,
            records::list_activity,
            records::print_sheet,
            workplaces::check_connection,
            workplaces::enter_secret,
            workplaces::list_tenants,
            workplaces::remove_tenant,
            workplaces::save_tenant,
            workplaces::switch_tenant,
        ]))
        .build()
}
