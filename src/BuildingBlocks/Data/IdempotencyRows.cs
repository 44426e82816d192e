using System.Security.Cryptography;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>
/// The answers given to one-time keys. The same key with the same command gets the same answer; a form that was changed and sent again
/// under its old key is another command. Members that differ at each try (a salted hash) carry [JsonIgnore].
/// </summary>
public sealed class IdempotencyRows(UnitOfWork unit)
{
    internal async Task<string?> Find(string key, object request, Actor actor, CancellationToken cancellationToken) =>
        (await unit.Query(
            "select answer from platform_idempotency where one_time_key = @key and command = @command and digest = @digest",
            r => r.GetString(0), cancellationToken, ("@key", key), ("@command", request.GetType().Name), ("@digest", Digest(request, actor)))).SingleOrDefault();

    internal Task Keep(string key, object request, Actor actor, object? answer, DateTimeOffset at, CancellationToken cancellationToken) => unit.Execute(
        "insert into platform_idempotency (one_time_key, command, digest, answer, at) values (@key, @command, @digest, @answer, @at)",
        cancellationToken,
        ("@key", key), ("@command", request.GetType().Name), ("@digest", Digest(request, actor)), ("@answer", JsonSerializer.Serialize(answer, Json.Options)), ("@at", at));

    internal static T Answer<T>(string kept) => JsonSerializer.Deserialize<T>(kept, Json.Options)!;

    private static string Digest(object request, Actor actor) => Convert.ToHexStringLower(
        SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), Json.Options), .. System.Text.Encoding.UTF8.GetBytes(actor.Code)]));
}
