using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Sets up the layout, the tag helpers and the reading of forms.</summary>
public static class GovUkComponents
{
    /// <summary>The shared layout is found from every module's pages; dates are read; the framework's own messages use our words.</summary>
    public static IMvcBuilder AddGovUkComponents(this IMvcBuilder mvc)
    {
        mvc.Services.Configure<MvcOptions>(options =>
        {
            options.ModelBinderProviders.Insert(0, new DateBinder());
            options.ModelMetadataDetailsProviders.Add(new EmptyStringsStay());
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            Speak(options.ModelBindingMessageProvider);
        });
        mvc.Services.Configure<RazorViewEngineOptions>(options =>
        {
            options.ViewLocationFormats.Add("/Web/Shared/{0}" + RazorViewEngine.ViewExtension);
            options.PageViewLocationFormats.Add("/Web/Shared/{0}" + RazorViewEngine.ViewExtension);
        });
        mvc.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        mvc.Services.TryAddSingleton<INavigation, NoNavigation>();
        mvc.Services.TryAddSingleton(TimeProvider.System);
        return mvc;
    }

    private static void Speak(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => Common.AnswerNotUnderstood.ToString());
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Common.AnswerNotUnderstood.ToString());
        messages.SetUnknownValueIsInvalidAccessor(_ => Common.AnswerNotUnderstood.ToString());
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Common.AnswerNotUnderstood.ToString());
        messages.SetValueIsInvalidAccessor(_ => Common.AnswerNotUnderstood.ToString());
        messages.SetValueMustBeANumberAccessor(_ => Common.EnterANumber.ToString());
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Common.EnterANumber.ToString());
        messages.SetValueMustNotBeNullAccessor(_ => Common.EnterAnAnswer.ToString());
        messages.SetMissingBindRequiredValueAccessor(_ => Common.EnterAnAnswer.ToString());
        messages.SetMissingKeyOrValueAccessor(() => Common.EnterAnAnswer.ToString());
        messages.SetMissingRequestBodyRequiredValueAccessor(() => Common.EnterAnAnswer.ToString());
    }

    /// <summary>A field left empty binds to "" where the property can't be null.</summary>
    private sealed class EmptyStringsStay : IDisplayMetadataProvider
    {
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
        {
            if (context.Key.ModelType == typeof(string) && context.Key.PropertyInfo is { } property
                && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull)
                context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }
}
