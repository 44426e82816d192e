using System.Data.Common;
using System.Net.Mail;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>Why a step failed, as an incident keeps it: never the message of an exception, which may hold somebody's data.</summary>
internal static class FailureCause
{
    /// <summary>The key of the words for the usual causes and for broken rules; for others the kinds of the exceptions, the outer first.</summary>
    public static string CodeOf(Exception failure)
    {
        var chain = new List<Exception>();
        for (var e = failure; e is not null; e = e.InnerException) chain.Add(e);
        return chain.Select(Known).FirstOrDefault(k => k is not null)?.Key ?? string.Join(" < ", chain.Select(e => e.GetType().Name));
    }

    private static Text? Known(Exception e) => e switch
    {
        RuleBrokenException rule => rule.Text,
        PdfUnavailableException => Common.FailurePdfMissing,
        PdfRenderException => Common.FailurePdfNotMade,
        FileNotFoundException or DirectoryNotFoundException or DocumentDamagedException => Common.FailureDocument,
        SmtpException => Common.FailureMail,
        ConflictException or DbUpdateConcurrencyException => Common.FailureConflict,
        InvalidDefinitionException => Common.FailureDefinition,
        NotFoundException => Common.FailureNotFound,
        DbException database when IsBusy(database) => Common.FailureDatabaseBusy,
        _ => null,
    };

    /// <summary>SQLite: locked by another writer for longer than is waited. PostgreSQL: deadlock, lock not to be had, too many connections, starting up or shutting down.</summary>
    private static bool IsBusy(DbException e) => e is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 } || e.IsTransient || e.SqlState is "40001" or "40P01" or "55P03" or "53300" or "57P01" or "57P03";
}
