using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>The authority that was stated moves from the agreement to the signature: each signer states their own.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220002_AuthorityOfEachSignature")]
internal sealed class AuthorityOfEachSignature : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<string>("authority", "agreements_signatures", nullable: true);
        const string rest = " from agreements_agreements a where a.id = agreement_id and a.authority is not null) where party = 'organisation';";
        migration.Law(
            sqlite: "update agreements_signatures set authority = (select json_object('code', 'other', 'words', a.authority)" + rest,
            postgres: "update agreements_signatures set authority = (select json_build_object('code', 'other', 'words', a.authority)::text" + rest);
        migration.Sql("alter table agreements_agreements drop column authority;");
    }
}
