// Read every table of a package with the npm library datapackage, casting cells and checking relations.
// Usage: node npm_reader.js DESCRIPTOR            exits 1 where a cell or a relation is wrong
const { Package } = require("datapackage");

async function main(descriptor) {
  const dataPackage = await Package.load(descriptor);
  if (!dataPackage.valid) throw new Error(dataPackage.errors.map(String).join("\n"));
  let rows = 0;
  for (const resource of dataPackage.resources) {
    const read = await resource.read({ relations: true, keyed: true });
    rows += read.length;
  }
  console.log(`${dataPackage.resources.length} tables, ${rows} rows read with relations checked`);
}

main(process.argv[2]).catch((error) => {
  console.error(error.errors && error.errors.length ? error.errors.map(String).join("\n") : String(error));
  process.exit(1);
});
