using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>How the names sound of organisations that sent their questionnaire before this was kept: set to be done, since it is computed in code (<see cref="SoundKeys"/>).</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220090_SoundKeys")]
internal sealed class SoundKeysOfBefore : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        insert into platform_due_items (item_key, kind, subject, due_at, payload, attempts, next_at)
        select 'registration.sound-keys ', 'registration.sound-keys', '00000000-0000-0000-0000-000000000000', 0, '', 0, 0
        where exists (select 1 from registration_duplicate_keys where kind = 'Name');
        """);
}
