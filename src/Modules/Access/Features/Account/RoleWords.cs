using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Access.Features.Account;

/// <summary>What a role is called and what it can do, from the words that all modules share.</summary>
internal static class RoleWords
{
    public static Text Name(string role) => new($"BuildingBlocks.role-{role}");

    public static Text Does(string role) => new($"BuildingBlocks.role-{role}-does");
}
