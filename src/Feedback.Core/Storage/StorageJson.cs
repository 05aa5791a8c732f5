using System.Text.Json.Serialization;

namespace Feedback.Core.Storage;

/// <summary>The generated serialisers of cursors, as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CursorRecord))]
public sealed partial class StorageJson : JsonSerializerContext;
