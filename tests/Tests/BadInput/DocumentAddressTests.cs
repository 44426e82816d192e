using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.BadInput;

/// <summary>The columns that the modules name in DocumentAddresses are all that hold addresses of documents: what isn't named would be swept, and missing in a backup.</summary>
[Collection(DemonstrationFixture.Name)]
public sealed partial class DocumentAddressTests(DemonstrationFixture demonstration)
{
    [Fact]
    public async Task Every_column_that_points_at_a_document_is_named_to_the_sweep_and_the_backup()
    {
        await using var scope = demonstration.Platform.Services.CreateAsyncScope();
        try
        {
            await PassAnAgreementOn(scope.ServiceProvider);
            await ShouldNameAll(scope);
        }
        finally
        {
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RollbackUnlessCommitted();
        }
    }

    private static async Task ShouldNameAll(AsyncServiceScope scope)
    {
        var contexts = scope.ServiceProvider.GetServices<ModuleDbContext>().ToList();
        var stored = scope.ServiceProvider.GetRequiredService<DocumentStore>().Addresses(DateTimeOffset.MaxValue).ToHashSet();
        var named = new HashSet<string>();
        foreach (var column in contexts.SelectMany(db => db.DocumentAddresses))
        {
            var addresses = (await column.ToListAsync(TestContext.Current.CancellationToken)).OfType<string>().Where(a => a.Length > 0).ToList();
            Assert.True(addresses.Count > 0, $"The demonstration of this test has nothing in the column of {column.ToQueryString()}, and would not see when it is forgotten.");
            named.UnionWith(addresses);
        }
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(stored));

        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var forgotten = contexts.SelectMany(db => Schema.Texts(database, db.Prefix))
            .Where(t => Address().Matches(t.Value).Any(m => stored.Contains(m.Value) && !named.Contains(m.Value)));
        Assert.Empty(forgotten.Select(t => t.Column).Distinct());
        Assert.Empty(stored.Except(named)); // the demonstration leaves no orphan, so whatever else points at a document, say inside JSON, is found too
    }

    /// <summary>An agreement that passed to another organisation with a note, and a statement of an end, until they are rolled back: either would end an organisation of the demonstration.</summary>
    private async Task PassAnAgreementOn(IServiceProvider services)
    {
        var unit = services.GetRequiredService<UnitOfWork>();
        var note = await services.GetRequiredService<DocumentStore>().Put("%PDF-1.7 note"u8.ToArray(), default);
        await unit.Begin(default);
        Assert.Equal(1, await unit.Execute(
            "update agreements_agreements set closed_at = in_force_at, closing_code = 'novated', novated_to = @other, novation_pdf = @pdf, novation_sha256 = @sha where id = (select id from agreements_agreements where in_force_at is not null order by id limit 1)",
            default, ("@other", demonstration.OrganisationId), ("@pdf", note.Address), ("@sha", note.Sha256)));
        Assert.Equal(1, await unit.Execute(
            "insert into agreements_ending_statements (id, version, organisation_id, ending, ended_at, language, pdf, sha256, issued_at) values (@id, 1, @id, 'left', 0, 'English', @pdf, @sha, 0)",
            default, ("@id", demonstration.OrganisationId), ("@pdf", note.Address), ("@sha", note.Sha256)));
    }

    /// <summary>What is scanned when it is saved, and what is looked for once a process, are the same tables: else an upload waits in quarantine for ever.</summary>
    [Fact]
    public async Task Every_column_of_uploads_is_of_rows_that_have_their_file_scanned()
    {
        await using var scope = demonstration.Platform.Services.CreateAsyncScope();
        var contexts = scope.ServiceProvider.GetServices<ModuleDbContext>().ToList();
        var named = contexts.SelectMany(db => db.UploadAddresses).Select(column => Table().Match(column.ToQueryString()).Groups[1].Value).Distinct().Order().ToList();
        Assert.True(named.Count > 7, $"only {named.Count} tables hold uploads");
        Assert.Equal(named, contexts.SelectMany(db => db.Model.GetEntityTypes()).Where(t => t.ClrType.IsAssignableTo(typeof(IUpload))).Select(t => t.GetTableName()!).Distinct().Order());
    }

    [GeneratedRegex("FROM \"?(\\w+)")]
    private static partial Regex Table();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Address();
}
