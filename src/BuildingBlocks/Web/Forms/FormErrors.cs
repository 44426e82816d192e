using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The sentence of a model error; one that the framework left without words gets ours.</summary>
internal static class FormErrors
{
    public static string Word(ModelError error) => string.IsNullOrEmpty(error.ErrorMessage) ? Common.AnswerNotUnderstood.ToString() : error.ErrorMessage;
}
