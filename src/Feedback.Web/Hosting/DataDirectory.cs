namespace Feedback.Web.Hosting;

/// <summary>The data directory, held by one writing process at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(FileStream held) => _lock = held;

    /// <summary>Makes the directory when there is none, and takes hold of it.</summary>
    /// <exception cref="IOException">Another process holds it, or it cannot be written to.</exception>
    public static DataDirectory Hold(string path)
    {
        PrivateFiles.MakeFromNowOn();
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{FeedbackOptions.Section}:{nameof(FeedbackOptions.Data)}: the folder {path} cannot be created: {exception.Message}",
                exception);
        }

        try
        {
            return new(new FileStream(Path.Combine(path, "feedback.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{FeedbackOptions.Section}:{nameof(FeedbackOptions.Data)}: {path} is in use by another Feedback process, or cannot be written to: "
                    + $"{exception.Message}", exception);
        }
    }

    public void Dispose() => _lock.Dispose();
}
