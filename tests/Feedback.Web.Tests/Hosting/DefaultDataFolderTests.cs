using Feedback.Web.Hosting;

namespace Feedback.Web.Tests.Hosting;

public sealed class DefaultDataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedback-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_at_the_root_of_the_repository_wherever_in_it_the_program_is_started()
    {
        var root = Repository("shop");

        Assert.Equal(Path.Combine(root, ".data"), DefaultDataFolder.For(root, Elsewhere()));
        Assert.Equal(Path.Combine(root, ".data"), DefaultDataFolder.For(Folder(root, "src", "Feedback.App"), Elsewhere()));
    }

    [Fact]
    public void Outside_of_a_repository_it_is_at_the_root_of_the_one_that_the_program_was_built_in()
    {
        var root = Repository("shop");

        Assert.Equal(Path.Combine(root, ".data"), DefaultDataFolder.For(Elsewhere(), Folder(root, "src", "Feedback.App", "bin")));
    }

    [Fact]
    public void The_repository_of_the_working_directory_comes_first()
    {
        var (here, other) = (Repository("here"), Repository("other"));

        Assert.Equal(Path.Combine(here, ".data"), DefaultDataFolder.For(here, other));
    }

    [Fact]
    public void Without_any_repository_it_is_in_the_working_directory() =>
        Assert.Equal(Path.Combine(Elsewhere(), ".data"), DefaultDataFolder.For(Elsewhere(), Folder("installed")));

    [Fact]
    public void Data_in_the_default_folder_of_earlier_versions_is_found()
    {
        var root = Repository("shop");
        var former = Folder(root, "src", "Feedback.App", ".data");
        Assert.Null(DefaultDataFolder.Former(Path.Combine(root, ".data")));

        File.WriteAllText(Path.Combine(former, "feedback.db"), "");

        Assert.Equal(former, DefaultDataFolder.Former(Path.Combine(root, ".data")));
    }

    private string Repository(string name)
    {
        var root = Folder(name);
        File.WriteAllText(Path.Combine(root, "Feedback.sln"), "");
        return root;
    }

    private string Elsewhere() => Folder("elsewhere");

    private string Folder(params string[] path) => Directory.CreateDirectory(Path.Combine([_folder, .. path])).FullName;
}
