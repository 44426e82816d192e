using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>
/// Erasure reaches everything: every column of the database that holds text is filled with a mark for one organisation, and once its time is over the mark is
/// nowhere, but where <see cref="Stays"/> says why. What columns there are is asked of the model, so that a new one is either erased or argued for.
/// </summary>
public sealed class ErasureTests
{
    private const string Mark = "Zzmarc";

    /// <summary>What isn't filled with the mark, or may keep it, by reason: a column, all of a table, or a property in the JSON of a column.</summary>
    private static readonly Dictionary<string, string[]> Stays = new()
    {
        ["codes, kinds and references that the platform gives, and numbers"] =
        [
            "*.kind", "*.reference", "*.field", "*.metric", "*.measure", "*.family", "*.version", "*.language", "*.party", "*.reason_code", "*.closing_code", "*.fault", "*.outcome", "*.code",
            "agreements_agreed_targets.value", "agreements_figure_disputes.corrected_value", "agreements_metric_entries.value", "agreements_service_breaches.value", "agreements_service_breaches.target",
            "agreements_security_assessments.sections_saved", "agreements_security_assessments.statements", "agreements_signatures.statements", "agreements_signatures.authority.code", "agreements_ending_statements.ending",
            "agreements_agreements.delegation.role", "agreements_service_reviews.figures.measure", "registration_cases.by_stage", "registration_cases.by_date", "registration_cases.next_clock", "registration_clocks.rule",
            "registration_clocks.matter", "registration_clocks.days", "registration_calendar_entries.matter", "registration_notice_files.notice", "registration_notice_rounds.findings.point", "registration_identifier_checks.method",
            "registration_set_ups.offences", "registration_set_ups.ou_code", "registration_forecasts.inputs", "registration_finished_cases.kind", "registration_departures.notice_role",
            "registration_schedules.results", "agreements_agreements.authority_decision", "registration_gates.fact", // a key of words with days and numbers
            "agreements_agreements.particulars.organisationReference", "agreements_agreements.particulars.agreementReference", "agreements_agreements.particulars.templateVersion", "agreements_agreements.particulars.methods",
            "agreements_agreements.particulars.metric", "agreements_agreements.particulars.value",
        ],
        ["hashes, and addresses of documents, whose content the test looks for in the store"] =
        [
            "*.sha256", "*.unsigned_sha256", "*.novation_sha256", "*.address", "*.document", "*.pdf", "*.unsigned_pdf", "*.novation_pdf", "*.reading_copy", "*.template_hash", "*.token_hash", "*.form_hash", "*.inputs_hash", "*.secret_hash",
        ],
        ["what the organisation is called, by which its record is found; an organisation is no person"] =
        [
            "registration_organisations.*", "registration_cases.name", "registration_cases.by_name", "registration_search_words.word", "registration_name_changes.name", "registration_name_changes.before",
            "access_memberships.organisation", "access_invitations.organisation", "agreements_security_assessments.organisation_name", "agreements_agreements.particulars.organisationName", "agreements_agreements.particulars.shortName",
        ],
        ["identifiers from public registers, as an officer verified them"] = ["registration_identifier_checks.value"],
        ["a key of words that asks to do something, with the organisation's name"] = ["access_invitations.task", "access_invitations.task_path", "platform_emails.subject_line"],
        ["the engine's own: node names, codes, ids of people"] =
            ["workflow_definitions.*", "workflow_instances.*", "workflow_bookmarks.*", "workflow_waits.*", "workflow_signals.*", "workflow_journal.*", "workflow_incidents.*", "access_memberships.role", "access_memberships.named_by", "access_memberships.ended_by"],
        ["the audit trail, and work of the platform: ids, codes and days"] =
        [
            "platform_events.*", "platform_deliveries.*", "platform_due_items.*", "platform_idempotency.*", "platform_key_ring.*", "platform_scans.*", "platform_unscanned_uploads.*", "platform_emails.item_key", "platform_emails.last_error", "platform_emails.bounce_status",
        ],
        ["of HMCTS, or of no organisation"] =
            ["registration_reference_files.*", "registration_saved_views.*", "registration_counters.*", "registration_inbox.set_aside_because", "access_sign_in_limits.*", "access_sessions.*"],
        ["hashes and secrets that go with the account"] = ["access_authenticator_secrets.*", "access_logins.password_hash", "access_logins.security_stamp"],
    };

    [Theory]
    [InlineData("accepted")]
    [InlineData("closed")]
    public async Task Nothing_that_says_anything_about_people_is_left_once_the_time_is_over(string code)
    {
        await using var platform = await Platform.Start(("RETENTION_ACCEPTED_DAYS", "60"), ("RETENTION_CLOSED_DAYS", "60"), ("RETENTION_SEALED_DAYS", "200"));
        var story = await LiveOrganisation.Tell(platform, [.. code == "closed" ? LiveOrganisation.Steps : [.. ReadinessTests.ToReadiness, "confirm-by-hand"]]);
        var organisation = story.OrganisationId;
        await FillWhatTheStoryLeftEmpty(platform, story);
        if (code == "closed") await Tell(story, "give-notice", "off-board");
        else await Tell(story, "withdraw");
        await platform.Settle();
        var sealedNow = (await platform.As(Actor.System("test"), new FindSealedDocuments(organisation))).Select(d => d.Address).ToHashSet();
        Assert.True(sealedNow.Count >= 6, $"only {sealedNow.Count} sealed documents");
        await Plant(platform, organisation);

        await platform.Pass(TimeSpan.FromDays(61));
        var erased = Assert.Single(await platform.Recorded<OrganisationErased>());
        Assert.Equal((organisation, code), (erased.OrganisationId, erased.ClassCode));
        Assert.Equal("", string.Join(", ", Found(platform)));
        await platform.Pass(TimeSpan.FromDays(9));
        var kept = await Kept(platform);
        Assert.Superset(sealedNow, kept);
        Assert.DoesNotContain(await Uploads(platform), kept.Contains);
        Assert.Empty(await platform.Recorded<SealedDocumentsErased>());
        var officer = await platform.Person(Roles.OnboardingOfficer);
        foreach (var tab in new[] { "", "/people", "/emails", "/next", "/timeline", "/agreements", "/security", "/targets", "/conversation", "/name", "/leaving", "/gates", "/evidence", "/setup", "/dates" })
            Assert.True((await officer.Get($"/officer/org/{organisation}{tab}")).Response.IsSuccessStatusCode, tab);

        await platform.Pass(TimeSpan.FromDays(140));
        Assert.Single(await platform.Recorded<SealedDocumentsErased>());
        await platform.Pass(TimeSpan.FromDays(9));
        Assert.Empty(await Kept(platform));
        Assert.Equal("", string.Join(", ", Found(platform)));
    }

    /// <summary>Each class of the code is a line of the page that people read.</summary>
    [Fact]
    public async Task The_page_of_the_periods_has_every_class_with_its_days()
    {
        var lines = await File.ReadAllLinesAsync(Web.Repository.File("docs/retention.md"), TestContext.Current.CancellationToken);
        var classes = lines.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(
            Retention.All.Select(r => $"`{r.Code}` `{r.Setting}` {r.Days} {r.SealedDays?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"}"),
            classes.Select(c => $"{c[1]} {c[3]} {c[4]} {c[5]}"));
        Assert.All(classes, c => Assert.True(c[6].Length > 20, $"{c[1]} has no reason"));
    }

    private static async Task Tell(Story story, params string[] steps)
    {
        foreach (var step in steps) await CommonPlatform.Host.StoryTeller.Run(story, step);
    }

    /// <summary>A row wherever the story has none: what reviews, changes of name, mergers, emails and skipped steps leave.</summary>
    private static async Task FillWhatTheStoryLeftEmpty(Platform platform, Story story)
    {
        var (id, now) = (story.OrganisationId, platform.Clock.GetUtcNow());
        var today = now.CivilDate();
        await story.Send(story.The(Roles.OnboardingOfficer), new NoteEntry(id, EntryKind.Call, true, "She asked about June."));
        await using var scope = platform.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<DocumentStore>();
        async Task<StoredPdf> Pdf(string name) => await store.Put(System.Text.Encoding.UTF8.GetBytes($"%PDF-1.7 {name}"), default) is var stored ? new StoredPdf(name, stored.Address, stored.Sha256, stored.Length) : null!;
        var (letter, proof, pack, mail) = (await Pdf("letter.pdf"), await Pdf("proof.pdf"), await Pdf("pack.pdf"), await Pdf("mail.eml"));
        await story.Send(story.The(Roles.OnboardingOfficer), new FileEmail(id, new IncomingEmail("sian@tram.example", "Dates", now, "In May.", mail.Address)));
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForRename(id, "Another Name Ltd", today, letter));

        var (unit, agreements, registration) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<AgreementsDbContext>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>());
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("test");
        Guid New() => Guid.CreateVersion7(now);
        await unit.Begin(default);
        var assessment = await agreements.SecurityAssessments.FirstAsync(a => a.OrganisationId == id);
        agreements.Add(new EvidenceFile(New(), assessment.Id, 1, proof.FileName, proof.Address, proof.Sha256, proof.Length, New(), now));
        agreements.Add(new AgreedTarget(New(), id, "M01", "99.0", "They asked for it", New(), now));
        agreements.Add(new MetricEntry(New(), id, today, "M01", 99, null, "A report", New(), now));
        agreements.Add(new CommonPlatform.Agreements.Domain.Reason(New(), await agreements.Agreements.Where(a => a.OrganisationId == id).Select(a => a.Id).FirstAsync(), "Because", now));
        var review = await agreements.ServiceReviews.FirstOrDefaultAsync(r => r.OrganisationId == id) ?? new ServiceReview(New(), id, now);
        if (agreements.Entry(review).State == EntityState.Detached) agreements.Add(review);
        var (hmcts, theirs) = (new ReviewParty(ReviewSide.Hmcts, New()), new ReviewParty(ReviewSide.Organisation, New()));
        review.WentLive(Quarter.StartOf(today).AddDays(-20));
        review.Open(now);
        var missed = new Figure("M06", FigureStanding.NotMet, 90, 50, 95, "A list", 5);
        review.Issue([missed], pack.Address, pack.Sha256, now);
        review.Dispute(New(), "M06", "It was in time", theirs, now);
        review.Settle(review.Disputes[0].Id, FigureDispute.Held, null, "It was not", hmcts, now);
        review.Propose(New(), WorkingDays.After(today, 12), "Half of us are away", hmcts, now, today);
        var action = new ServiceAction(New(), review, "Show both clocks", ReviewSide.Hmcts, "Hari", today.AddDays(30), hmcts, now, today);
        action.End(ServiceAction.Dropped, "Not needed", hmcts, now);
        agreements.Add(action);
        var breach = new ServiceBreach(New(), review, missed, null);
        breach.Assess(ServiceBreach.Excused, "A storm", "Nobody could", null, hmcts, now);
        agreements.Add(breach);
        review.Hold(today, new Minutes("Hari, Siân", "All went well", "Nothing", "None", 4, 4), null, null, New(), now);
        review.Comment(New(), "One word is wrong", theirs, now);
        await agreements.SaveChangesAsync();

        var check = new MainEmailCheck(New(), id, "office@tram.example", now);
        check.Send("hash", now);
        registration.Add(check);
        await registration.SaveChangesAsync();
        var other = new Organisation(New(), "CPO-999999Z", "Somebody Else", now);
        registration.Add(other);
        await registration.SaveChangesAsync();
        await unit.Execute(
            """
            insert into registration_mergers (id, version, organisation_id, into_id, is_duplicate, reissue, reason_id, file_name, address, sha256, asked_by, asked_at, approved, decided_by, decided_at)
            select @id, 1, @organisation, @other, @no, @no, (select id from registration_reasons limit 1), 'letter.pdf', @document, @document, @id, @now, @no, @organisation, @now
            """,
            default, ("@id", New()), ("@organisation", id), ("@other", other.Id), ("@document", letter.Address), ("@no", false), ("@now", now));
        await unit.Execute(
            """
            insert into registration_inbox (id, version, message_key, sender, subject, text, arrived_at, document, organisation_id, entry_id, decided_at)
            select @id, 1, 'a@b', 'sian@tram.example', 'Dates', 'In May', @now, @document, @organisation, (select id from registration_conversation where organisation_id = @organisation limit 1), @now
            """,
            default, ("@id", New()), ("@organisation", id), ("@document", mail.Address), ("@now", now));
        await unit.Execute(
            """
            update agreements_agreements set delegation = '{"role":"accountable-person","name":"A","jobTitle":"B","email":"c@d.example","at":"2026-01-01T00:00:00+00:00"}',
                co_signatory = '{"personId":"00000000-0000-0000-0000-000000000001","name":"A","jobTitle":"B","email":"c@d.example"}'
            where organisation_id = @id and kind = 'sla'
            """,
            default, ("@id", id));
        await unit.Execute("update agreements_security_assessments set outcome_text = 'Well', renewal_reason = 'A new system' where organisation_id = @id", default, ("@id", id));
        await unit.Execute("update agreements_signatures set authority = '{\"code\":\"other\",\"words\":\"By statute\"}' where party <> 'hmcts'", default);
        await unit.Execute("update agreements_service_reviews set next_reason = 'Easter' where organisation_id = @id", default, ("@id", id));
        await unit.Execute(
            """
            insert into registration_bank_changes (id, version, organisation_id, account, file_name, address, sha256, proposed_by, proposed_at, number_called, number_source, first_by, first_at)
            values (@id, 1, @organisation, '{"accountName":"Siân","sortCode":"089999","lastDigits":"37","protectedNumber":"x"}', 'bank.pdf', @document, @document, @organisation, @now, '01632 960 001', 'A directory', @id, @now)
            """,
            default, ("@id", New()), ("@organisation", id), ("@document", letter.Address), ("@now", now));
        await unit.Execute("update registration_set_ups set number_source = 'A directory' where id = @id", default, ("@id", id));
        await unit.Execute("insert into workflow_reasons (id, text) values (@id, 'By hand')", default, ("@id", id));
        await unit.Execute(
            """
            insert into workflow_journal (instance_id, number, node_id, outcome, at, reason_id, actor)
            select instance_id, 9999, node_id, outcome, @now, @id, 'system:test' from workflow_journal
            where instance_id = (select id from workflow_instances where correlation_id = @id and definition_id = 'prosecutor-onboarding') order by number limit 1
            """,
            default, ("@id", id), ("@now", now));
        await unit.Commit(default);
        await platform.Settle();
    }

    private static async Task Plant(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var (empty, known) = (new List<string>(), new HashSet<string>());
        foreach (var entity in scope.ServiceProvider.GetServices<ModuleDbContext>().SelectMany(db => db.Model.GetEntityTypes()))
        {
            var table = entity.GetTableName()!;
            var texts = entity.GetProperties().Where(IsText).ToList();
            known.UnionWith(texts.SelectMany(p => new[] { $"{table}.{p.GetColumnName()}", $"*.{p.GetColumnName()}", $"{table}.*" }));
            texts.RemoveAll(p => MayStay($"{table}.{p.GetColumnName()}"));
            var before = await WithoutLaws(unit, table);
            foreach (var property in texts)
                if (await Fill(unit, table, property, organisation) == 0) empty.Add($"{table}.{property.GetColumnName()}");
            if (before.Length > 0) await unit.Execute(before, default);
        }
        Assert.True(empty.Count == 0, $"Nothing to find in {string.Join(", ", empty)}: this test would not see that it is forgotten.");
        Assert.Equal([], Stays.Values.SelectMany(c => c).Where(c => c.Split('.').Length == 2 && !known.Contains(c)));
    }

    private static async Task<int> Fill(UnitOfWork unit, string table, IProperty property, Guid organisation)
    {
        var column = $"\"{property.GetColumnName()}\"";
        var mine = table switch
        {
            "access_people" or "access_logins" => "id in (select person_id from access_memberships where organisation_id = @organisation)",
            "platform_emails" => "subject = @organisation",
            _ => "@organisation = @organisation",
        };
        var filled = 0;
        foreach (var value in await unit.Query($"select distinct {column} from {table} where {column} is not null and {mine}", r => r.GetString(0), default, ("@organisation", organisation)))
        {
            var marked = property.GetValueConverter() is { } json ? Marked(json.ConvertFromProvider(value)!, property.ClrType) : table == "platform_emails" && value.StartsWith('[') ? $"[\"{Mark}\"]" : value + Mark;
            if (marked.Contains(Mark, StringComparison.Ordinal))
                filled += await unit.Execute($"update {table} set {column} = @marked where {column} = @value and {mine}", default, ("@marked", marked), ("@value", value), ("@organisation", organisation));
        }
        return filled;
    }

    /// <summary>Takes the triggers off a table; gives the statement that puts them back.</summary>
    private static async Task<string> WithoutLaws(UnitOfWork unit, string table)
    {
        if (Platform.OnPostgres)
        {
            await unit.Execute($"alter table {table} disable trigger user", default);
            return $"alter table {table} enable trigger user";
        }
        var laws = await unit.Query("select name, sql from sqlite_master where type = 'trigger' and tbl_name = @table", r => (Name: r.GetString(0), Sql: r.GetString(1)), default, ("@table", table));
        foreach (var law in laws) await unit.Execute($"drop trigger {law.Name}", default);
        return string.Join("\n", laws.Select(l => $"{l.Sql};"));
    }

    private static string Marked(object value, Type type) => JsonSerializer.Serialize(value, type, new JsonSerializerOptions(Json.Options) { Converters = { new Marking() } });

    /// <summary>Where the mark is, as a column, or as a property in the JSON of one.</summary>
    private static IEnumerable<string> Found(Platform platform)
    {
        var database = platform.Services.GetRequiredService<Database>();
        var texts = new[] { "platform", "workflow", "access", "registration", "agreements" }.SelectMany(prefix => Schema.Texts(database, prefix)).Where(t => t.Value.Contains(Mark, StringComparison.Ordinal));
        return texts.SelectMany(t => t.Value[0] is '{' or '[' ? Properties(JsonNode.Parse(t.Value), t.Column, t.Column) : [t.Column]).Where(c => !MayStay(c)).Distinct().Order();
    }

    private static IEnumerable<string> Properties(JsonNode? node, string column, string at) => node switch
    {
        JsonObject all => all.SelectMany(p => Properties(p.Value, column, $"{column}.{p.Key}")),
        JsonArray all => all.SelectMany(n => Properties(n, column, at)),
        { } leaf when leaf.ToString().Contains(Mark, StringComparison.Ordinal) => [at],
        _ => [],
    };

    private static bool MayStay(string column)
    {
        var parts = column.Split('.');
        return Stays.Values.Any(all => all.Contains(column) || all.Contains($"{parts[0]}.*") || (parts.Length == 2 && all.Contains($"*.{parts[1]}")));
    }

    private static bool IsText(IProperty property) =>
        property.ClrType == typeof(string) || (property.GetValueConverter() is { } converter && converter.ProviderClrType == typeof(string) && !(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum);

    /// <summary>The documents in the store, without those that HMCTS keeps for itself.</summary>
    private static async Task<HashSet<string>> Kept(Platform platform)
    {
        var own = await platform.Read<RegistrationDbContext, List<string>>(db => db.ReferenceFiles.Select(f => f.Address).ToListAsync());
        return [.. platform.Services.GetRequiredService<DocumentStore>().Addresses(DateTimeOffset.MaxValue).Except(own)];
    }

    private static Task<List<string>> Uploads(Platform platform) => platform.Read<RegistrationDbContext, List<string>>(async db =>
        [.. await db.Set<ApplicationFile>().Select(f => f.Address).ToListAsync(), .. await db.Set<NoticeFile>().Select(f => f.Address).ToListAsync(), .. await db.HandConfirmations.Select(f => f.Address).ToListAsync()]);

    private sealed class Marking : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value.All(c => char.IsAsciiDigit(c) || c == '.') ? value : value + Mark); // not numbers and versions, which pages read

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }
}
