// Parses queries with Kusto's own language service and prints its diagnostics: node check.cjs PACKAGES TABLES QUERY...
// PACKAGES is the folder node_modules, TABLES a JSON file with the columns of each table, QUERY the path of a query.
const fs = require('node:fs');
const path = require('node:path');
const [packages, tables, ...queries] = process.argv.slice(2);

const folder = path.join(packages, '@kusto', 'language-service-next');
require(path.join(folder, 'bridge.min.js'));
require(path.join(folder, 'Kusto.Language.Bridge.min.js'));

const { Language } = globalThis.Kusto;
const { GlobalState, KustoCode, Symbols } = Language;
const schemas = JSON.parse(fs.readFileSync(tables, 'utf8'));
const symbols = Object.entries(schemas).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${Object.entries(columns).map(([column, type]) => `${column}:${type}`).join(', ')})`).WithName(name));
const database = new Symbols.DatabaseSymbol.ctor('workspace', symbols);
const state = GlobalState.Default.WithDatabase(database);

for (const query of queries) {
    const code = KustoCode.ParseAndAnalyze(fs.readFileSync(query, 'utf8'), state);
    const diagnostics = code.GetDiagnostics();
    for (let i = 0; i < diagnostics.Count; i++)
        console.log(`${path.basename(query)}: ${diagnostics.getItem(i).Message}`);
}
