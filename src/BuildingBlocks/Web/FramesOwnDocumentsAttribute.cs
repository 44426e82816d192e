namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A page that shows a stored PDF beside its words: the page may frame this origin, and the PDFs that it answers may be framed by this origin.
/// Nothing else of the security policy is loosened.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FramesOwnDocumentsAttribute : Attribute;
