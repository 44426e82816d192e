namespace CommonPlatform.Registration;

internal enum OffenceCategory
{
    Summary,
    EitherWay,
    IndictableOnly,
}

/// <summary>One offence of the Criminal Justice System (CJS) offence index.</summary>
/// <param name="Code">The CJS code without a suffix.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Legislation">Act and section, or the byelaws.</param>
/// <param name="Category">Which court tries it.</param>
/// <param name="Imprisonable">Whether prison is a possible sentence.</param>
/// <param name="From">The first day in force.</param>
/// <param name="To">The last day in force, null while it is.</param>
internal sealed record Offence(string Code, string Title, string Legislation, OffenceCategory Category, bool Imprisonable, DateOnly From, DateOnly? To)
{
    /// <summary>The single justice procedure is for offences that only a magistrates' court tries and that can't lead to prison (Magistrates' Courts Act 1980, section 16A).</summary>
    public bool SuitsSjp => Category == OffenceCategory.Summary && !Imprisonable;

    public bool IsInForce(DateOnly day) => From <= day && !(To < day);
}
