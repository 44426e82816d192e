using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>When an application's answers were erased; only then may the row of a document lose its file name.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220033_Retention")]
internal sealed class RetentionOfApplications : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<long>("erased_at", "registration_applications", nullable: true);
        const string kept = "new.file_name <> '' or not exists (select 1 from registration_applications a where a.id = new.application_id and a.erased_at is not null)";
        const string message = "registration_application_files is insert-only";
        migration.Law(
            sqlite: $"""
                drop trigger registration_application_files_no_update;
                create trigger registration_application_files_no_update before update on registration_application_files when {kept} begin select raise(abort, '{message}'); end;
                """,
            postgres: $"""
                drop trigger registration_application_files_insert_only on registration_application_files;
                create trigger registration_application_files_insert_only before delete or truncate on registration_application_files for each statement execute function registration_application_files_refuse();
                create function registration_application_files_erased() returns trigger language plpgsql as $$ begin if {kept} then raise exception '{message}'; end if; return new; end $$;
                create trigger registration_application_files_erased before update on registration_application_files for each row execute function registration_application_files_erased();
                """);
    }
}
