namespace Feedback.Sqlite;

/// <summary>Tells a disk that is full from one that fails.</summary>
internal static class Room
{
    // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.
    private const int NoSpace = 28, OverQuota = 122, DiskFull = unchecked((int)0x80070070);

    /// <summary>What says that there is none.</summary>
    public static IOException None(string message) => new(message, NoSpace);

    /// <summary>Whether an exception came from there being none.</summary>
    public static bool IsWhatLacks(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException { HResult: NoSpace or OverQuota or DiskFull })
                return true;
        }

        return false;
    }
}
