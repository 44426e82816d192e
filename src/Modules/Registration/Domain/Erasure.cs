namespace CommonPlatform.Registration;

/// <summary>
/// How the rows of one organisation (@id) forget what they say about people, where that is a plain column; ids, codes, dates and hashes stay. A document
/// without a file name is nobody's any more, and is swept. A test looks through every column of the database for what was forgotten here.
/// </summary>
internal static class Erasure
{
    public static IReadOnlyList<string> Statements { get; } =
    [
        "update registration_application_files set file_name = '' where application_id in (select id from registration_applications where organisation_id = @id)",
        "update registration_notice_files set file_name = '' where notice_round_id in (select id from registration_notice_rounds where organisation_id = @id)",
        "update registration_hand_confirmations set statement = '', file_name = '' where organisation_id = @id",
        "update registration_name_changes set file_name = '' where organisation_id = @id",
        "update registration_mergers set file_name = '' where organisation_id = @id and file_name is not null",
        "update registration_set_ups set number_called = '' where id = @id and number_called is not null",
        "update registration_set_ups set number_source = '' where id = @id and number_source is not null",
        "update registration_bank_changes set file_name = '' where organisation_id = @id",
        "update registration_bank_changes set number_called = '', number_source = '' where organisation_id = @id and number_called is not null",
        "update registration_entry_wordings set words = '' where entry_id in (select id from registration_conversation where organisation_id = @id)",
        "update registration_conversation set document = null where organisation_id = @id",
        "update registration_inbox set message_key = cast(id as text), sender = '', subject = '', text = '', document = '' where organisation_id = @id",
        "update registration_main_email_checks set email = cast(id as text) where organisation_id = @id",
        "delete from registration_duplicate_keys where organisation_id = @id",
    ];
}
