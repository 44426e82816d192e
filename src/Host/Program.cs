using CommonPlatform.Access;
using CommonPlatform.Agreements;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Cases;
using CommonPlatform.Host;
using CommonPlatform.Registration;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var folder = new DataFolder(Path.GetFullPath(builder.Configuration["DATA_DIR"] ?? "var"));
Directory.CreateDirectory(folder.Path);

builder.Services.AddPlatform(builder.Configuration, folder, [new RegistrationModule(), new AgreementsModule(), new AccessModule(), new CasesModule()]);
builder.Services.AddPages();

var app = builder.Build();
app.UseCorrelation();
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseStaticFiles();
app.UseLanguages();
app.UseRouting();
app.UseNotFound();
app.UseEndpointPolicies();
app.MapRazorPages();
app.MapHealth();

await app.Services.Migrate();
await app.RunAsync();

/// <summary>The host, visible to tests.</summary>
public partial class Program;
