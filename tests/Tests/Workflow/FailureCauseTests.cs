using System.Net.Mail;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Registration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>An incident says its root cause in words, wherever in the chain of exceptions it stands, and never an exception's own message.</summary>
public class FailureCauseTests
{
    public static TheoryData<Exception, string> Usual => new()
    {
        { new PdfUnavailableException(Common.PdfSignatures), Common.FailurePdfMissing.Key },
        { new PdfRenderException("too slow"), Common.FailurePdfNotMade.Key },
        { new FileNotFoundException("secret/name.pdf"), Common.FailureDocument.Key },
        { new DocumentDamagedException("its hash differs"), Common.FailureDocument.Key },
        { new SmtpException("550 no such user"), Common.FailureMail.Key },
        { new DbUpdateConcurrencyException("expected 1 row"), Common.FailureConflict.Key },
        { new InvalidDefinitionException(["no step"]), Common.FailureDefinition.Key },
        { new NotFoundException(), Common.FailureNotFound.Key },
        { new SqliteException("database is locked", 5), Common.FailureDatabaseBusy.Key },
        { new DbUpdateException("saving", new SqliteException("database table is locked", 6)), Common.FailureDatabaseBusy.Key },
        { new InvalidOperationException("wrapped", new RuleBrokenException(Say.RuleCaseIsOver)), Say.RuleCaseIsOver.Key },
    };

    [Theory]
    [MemberData(nameof(Usual))]
    public void The_usual_causes_have_words_in_both_languages(Exception failure, string key)
    {
        Assert.Equal(key, FailureCause.CodeOf(failure));
        var why = new FailedStep(new Incident(Guid.Empty, Guid.Empty, "d", Guid.Empty, "n", key, 1, default, null), "", null).Why;
        Assert.NotEqual(why.In(Language.English), why.In(Language.Welsh));
        Assert.DoesNotContain(failure.Message, why.In(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_cause_is_the_plain_technical_line()
    {
        var code = FailureCause.CodeOf(new DbUpdateException("saving", new SqliteException("no such table: of Siân", 1)));
        Assert.Equal("DbUpdateException < SqliteException", code);
        Assert.Equal(Say.FailureOfService(code), new FailedStep(new Incident(Guid.Empty, Guid.Empty, "d", Guid.Empty, "n", code, 1, default, null), "", null).Why);
    }
}
