import FoundationEssentials
import Glibc
import YAML

// Makes Sources/KubeVirt/Types from KubeVirt's OpenAPI definitions (swagger.json of a release). `ci/types FILE` runs it.

func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("usage: kubevirt-codegen SWAGGER.json NOTES-DIRECTORY TYPES-DIRECTORY")
    exit(2)
}
let (source, notesDirectory, destination) = (arguments[1], arguments[2], arguments[3])

func document(_ name: String) throws -> Node {
    let path = notesDirectory + "/" + name
    return try YAMLParser().document(in: bytes(path), file: path)
}

var schema = Schema()
try schema.read(bytes(source), file: source)
try schema.read(bytes(notesDirectory + "/additions.yaml"), file: "additions.yaml")
let names = Names(schema)
var notes = Notes(notes: try document("notes.yaml"), vocabulary: try document("vocabulary.yaml"))

var files: [String: String] = [:]
var known: Set<String> = []
for (definition, name) in names.swift.sorted(by: { $0.key < $1.key }) where !Names.byHand.contains(definition) {
    guard let body = schema.definitions[definition] else { continue }
    known.insert(name)
    known.formUnion(body.properties.map { "\(name).\($0.name)" })
    notes.add(name, body)
    let file = TypeWriter(schema: schema, names: names, notes: notes).file(name, body)
    let path = "\(destination)/\(Names.folder(of: name))/\(file.name)"
    if let other = files[path], other != file.text, name != "VirtualMachineInstanceSpec.CloudInitSource" {
        print("kubevirt-codegen: two types are called \(name); name one in Names.swift")
        exit(1)
    }
    files[path] = file.text
}
let bare = known.filter { !notes.speaks(of: $0) }.sorted()
guard bare.isEmpty else {
    print("kubevirt-codegen: the schema says nothing of these; say it in \(notesDirectory)/notes.yaml:")
    print(bare.joined(separator: "\n"))
    exit(1)
}
let stale = notes.stale(known)
guard stale.isEmpty else {
    print("kubevirt-codegen: the schema has nothing called \(stale.joined(separator: ", ")); see \(notesDirectory)")
    exit(1)
}
try? FileManager.default.removeItem(atPath: destination)
for (path, text) in files {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
}
print("\(files.count) types in \(destination)")
