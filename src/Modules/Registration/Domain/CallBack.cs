using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;

namespace CommonPlatform.Registration;

/// <summary>What a finance officer states who called an organisation about an account: the number, where they found it, and that the account was read back.</summary>
internal interface ICallBack
{
    string NumberCalled { get; }
    string NumberSource { get; }
    bool ReadBack { get; }
}

internal class CallBackValidator<T> : AbstractValidator<T>
    where T : ICallBack
{
    private const int LongestSource = 200;

    public CallBackValidator()
    {
        RuleFor(x => x.NumberCalled).Telephone(Say.SetupEnterNumber);
        RuleFor(x => x.NumberSource).Must(s => Formats.Line(s).Length > 0).Saying(Say.SetupEnterSource);
        RuleFor(x => x.NumberSource).AtMost(LongestSource, Say.SetupSourceLength(LongestSource));
        RuleFor(x => x.ReadBack).Equal(true).Saying(Say.SetupConfirmReadBack);
    }
}
