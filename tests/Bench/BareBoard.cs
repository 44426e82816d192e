using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.Bench;

/// <summary>The limit of P-G7: Kestrel, prepared statements on the product's own database file, and HTML by hand; the session is looked up each time.</summary>
internal static class BareBoard
{
    /// <summary>About how long a row is, for the report.</summary>
    public const int RowLength = 1500;

    private static readonly string[] Statements =
    [
        "select s.person_id, p.name from access_sessions s join access_people p on p.id = s.person_id where s.token_hash = @1 and s.ended_at is null",
        "select role, organisation_id from access_memberships where person_id = @1 and held_until is null",
        "select stage, organisations from registration_stage_counts",
        "select count(*) from registration_cases where by_date < '2026-01-01'",
        "select name, query from registration_saved_views where person_id = @1",
        "select p.id, p.name from access_people p join access_memberships m on m.person_id = p.id where m.role = 'onboarding-officer' and m.held_until is null",
        "select c.id, c.name, c.reference, c.stage, c.next_on, p.name from registration_cases c left join access_people p on p.id = c.owner_id order by c.by_name limit 25 offset 50",
        "select b.node_id from workflow_instances i join workflow_bookmarks b on b.instance_id = i.id where i.correlation_id = @1",
        "select count(*) from workflow_instances i join workflow_journal j on j.instance_id = i.id where i.correlation_id = @1",
    ];

    public static async Task<int> Run(string file, string frameFile, string url)
    {
        var frame = (await File.ReadAllTextAsync(frameFile)).Split("<!--rows-->");
        var readers = new ConcurrentBag<Reader>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/officer", async (HttpContext http) =>
        {
            if (!readers.TryTake(out var reader)) reader = new Reader(file);
            var page = reader.Page(frame, http.Request.Cookies["session"] ?? "");
            readers.Add(reader);
            if (page is null)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.ContentLength = page.Length;
            await http.Response.Body.WriteAsync(page);
        });
        app.Urls.Add(url);
        await app.RunAsync();
        return 0;
    }

    private sealed class Reader
    {
        private readonly SqliteCommand[] commands;

        public Reader(string file)
        {
            var connection = ManyOrganisations.Open(file);
            commands = [.. Statements.Select(sql => Prepare(connection, sql))];
        }

        public byte[]? Page(string[] frame, string number)
        {
            var people = Rows(0, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(number))));
            if (people is not [var person] || !Rows(1, person[0]).Exists(m => m[0] == "onboarding-officer")) return null;
            var counts = string.Join(' ', Rows(2).Select(c => $"{c[0]} {c[1]}").Concat(Rows(3).Select(c => c[0])).Concat(Rows(4, person[0]).Select(v => v[0])).Concat(Rows(5).Select(o => o[1])));
            var html = new StringBuilder(frame[0], 64 * 1024).Append("<!-- ").Append(counts).Append(" --><tbody>");
            foreach (var c in Rows(6))
            {
                var name = HtmlEncoder.Default.Encode(c[1]);
                html.Append("<tr class=\"govuk-table__row\"><td class=\"govuk-table__cell\"><div class=\"govuk-checkboxes govuk-checkboxes--small\"><div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" type=\"checkbox\" name=\"Chosen\" value=\"")
                    .Append(c[0]).Append("\" id=\"Chosen-").Append(c[0]).Append("\" form=\"assign\"><label class=\"govuk-label govuk-checkboxes__label\" for=\"Chosen-").Append(c[0])
                    .Append("\"><span class=\"govuk-visually-hidden\">Choose ").Append(name).Append("</span></label></div></div></td><th scope=\"row\" class=\"govuk-table__header\"><a class=\"govuk-link cp-reference\" href=\"/officer/org/")
                    .Append(c[0]).Append("\">").Append(name).Append("</a><br><span class=\"govuk-body-s\">").Append(c[2]).Append("</span></th><td class=\"govuk-table__cell\"><strong class=\"govuk-tag\">").Append(c[3])
                    .Append("</strong><br><span class=\"govuk-body-s\">").Append(Rows(8, c[0])[0][0]).Append(" of 27 steps</span></td><td class=\"govuk-table__cell\">Waiting for ");
                foreach (var wait in Rows(7, c[0])) html.Append(wait[0]).Append(", ");
                html.Append("</td><td class=\"govuk-table__cell\">").Append(HtmlEncoder.Default.Encode(c[5])).Append("</td><td class=\"govuk-table__cell\"><time datetime=\"").Append(c[4]).Append("\">").Append(c[4]).Append("</time></td></tr>");
            }
            return Encoding.UTF8.GetBytes(html.Append("</tbody>").Append(frame[1]).ToString());
        }

        private List<string[]> Rows(int statement, string? value = null)
        {
            var command = commands[statement];
            if (value is not null) command.Parameters[0].Value = value;
            using var reader = command.ExecuteReader();
            var rows = new List<string[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()!)]);
            return rows;
        }

        private static SqliteCommand Prepare(SqliteConnection connection, string sql)
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // only this file's own statements
            command.CommandText = sql;
#pragma warning restore CA2100
            if (sql.Contains("@1", StringComparison.Ordinal)) command.Parameters.Add(new SqliteParameter { ParameterName = "@1" });
            return command;
        }
    }
}
