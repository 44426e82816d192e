using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Access.Data.Migrations;

[DbContext(typeof(AccessDbContext))]
[Migration("202611220001_Access")]
internal sealed class Access : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "access_people",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                name = t.Column<string>(),
                language = t.Column<string>(),
                created_at = t.Column<long>(),
                activated_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_access_people", x => x.id));

        migration.CreateTable(
            "access_logins",
            t => new
            {
                id = t.Column<Guid>(),
                email = t.Column<string>(),
                normalized_email = t.Column<string>(),
                password_hash = t.Column<string>(nullable: true),
                security_stamp = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_logins", x => x.id);
                t.ForeignKey("fk_access_logins_person", x => x.id, "access_people", "id");
            });
        migration.CreateIndex("ix_access_logins_normalized_email", "access_logins", "normalized_email", unique: true);

        migration.CreateTable(
            "access_memberships",
            t => new
            {
                id = t.Column<Guid>(),
                person_id = t.Column<Guid>(),
                role = t.Column<string>(),
                organisation_id = t.Column<Guid>(nullable: true),
                organisation = t.Column<string>(nullable: true),
                held_from = t.Column<long>(),
                named_by = t.Column<string>(),
                held_until = t.Column<long>(nullable: true),
                ended_by = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_memberships", x => x.id);
                t.ForeignKey("fk_access_memberships_person", x => x.person_id, "access_people", "id");
            });
        migration.CreateIndex(
            "ix_access_memberships_for_organisation", "access_memberships", ["person_id", "role", "organisation_id"], unique: true,
            filter: "held_until is null and organisation_id is not null");
        migration.CreateIndex(
            "ix_access_memberships_for_hmcts", "access_memberships", ["person_id", "role"], unique: true,
            filter: "held_until is null and organisation_id is null");
        migration.CreateIndex("ix_access_memberships_organisation_id_role", "access_memberships", ["organisation_id", "role"]);

        migration.CreateTable(
            "access_invitations",
            t => new
            {
                id = t.Column<Guid>(),
                person_id = t.Column<Guid>(),
                token_hash = t.Column<string>(),
                organisation_id = t.Column<Guid>(nullable: true),
                organisation = t.Column<string>(nullable: true),
                task = t.Column<string>(),
                task_path = t.Column<string>(),
                issued_at = t.Column<long>(),
                expires_at = t.Column<long>(),
                used_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_invitations", x => x.id);
                t.ForeignKey("fk_access_invitations_person", x => x.person_id, "access_people", "id");
            });
        migration.CreateIndex("ix_access_invitations_token_hash", "access_invitations", "token_hash", unique: true);
        migration.CreateIndex("ix_access_invitations_person_id", "access_invitations", "person_id");

        migration.CreateTable(
            "access_authenticator_secrets",
            t => new
            {
                person_id = t.Column<Guid>(),
                @protected = t.Column<string>(),
                confirmed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_authenticator_secrets", x => x.person_id);
                t.ForeignKey("fk_access_authenticator_secrets_person", x => x.person_id, "access_people", "id");
            });

        migration.CreateTable(
            "access_used_steps",
            t => new { person_id = t.Column<Guid>(), step = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_used_steps", x => new { x.person_id, x.step });
                t.ForeignKey("fk_access_used_steps_person", x => x.person_id, "access_people", "id");
            });

        migration.CreateTable(
            "access_sign_in_limits",
            t => new
            {
                address_hash = t.Column<string>(),
                failures = t.Column<int>(),
                last_failure_at = t.Column<long>(),
                locked_until = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_access_sign_in_limits", x => x.address_hash));

        migration.CreateTable(
            "access_sessions",
            t => new
            {
                id = t.Column<Guid>(),
                person_id = t.Column<Guid>(),
                token_hash = t.Column<string>(),
                previous_token_hash = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                last_seen_at = t.Column<long>(),
                stepped_up_at = t.Column<long>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_access_sessions", x => x.id);
                t.ForeignKey("fk_access_sessions_person", x => x.person_id, "access_people", "id");
            });
        migration.CreateIndex("ix_access_sessions_token_hash", "access_sessions", "token_hash", unique: true);
        migration.CreateIndex("ix_access_sessions_previous_token_hash", "access_sessions", "previous_token_hash");
        migration.CreateIndex("ix_access_sessions_person_id", "access_sessions", "person_id");
    }
}
