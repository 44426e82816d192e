using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;

namespace CommonPlatform.Registration;

/// <summary>The rules that several forms share; one message a field, the first that applies.</summary>
internal static class Validation
{
    public static void Name<T>(this IRuleBuilderInitial<T, string> rule, Text missing, Text tooLong, int most) => rule.Cascade(CascadeMode.Stop)
        .Must(v => Formats.Line(v).Length > 0).Saying(missing)
        .Must(v => Formats.Line(v).Length >= 2 && Formats.Line(v).Length <= most).Saying(tooLong)
        .Must(Formats.HasLetter).Saying(Say.NameNeedsLetters);

    public static void Email<T>(this IRuleBuilderInitial<T, string> rule, Text missing) => rule.Cascade(CascadeMode.Stop)
        .Must(v => Formats.Line(v).Length > 0).Saying(missing)
        .Must(v => Formats.IsEmail(v)).Saying(Say.EmailFormat);

    public static void Telephone<T>(this IRuleBuilderInitial<T, string> rule, Text missing) => rule.Cascade(CascadeMode.Stop)
        .Must(v => Formats.Line(v).Length > 0).Saying(missing)
        .Must(v => Formats.IsTelephone(v)).Saying(Say.TelephoneFormat);

    /// <summary>One of several things that are wrong with a field.</summary>
    public static void Fail<T>(this ValidationContext<T> context, Text text) =>
        context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, text.Key) { CustomState = text });

    public static IRuleBuilderOptions<T, string> AtMost<T>(this IRuleBuilder<T, string> rule, int most, Text otherwise) =>
        rule.Must(v => Formats.Line(v).Length <= most).Saying(otherwise);
}
