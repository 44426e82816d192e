namespace CommonPlatform.Agreements.Domain;

/// <summary>A document that shows what an answer of the questionnaire says.</summary>
internal sealed record EvidenceFile(
    Guid Id, Guid SecurityAssessmentId, int Question, string FileName, string Address, string Sha256, long Length, Guid UploadedBy, DateTimeOffset UploadedAt) : BuildingBlocks.Documents.IUpload;
