import Fixtures
import YAML

extension Fixture {
    /// Notes where steps and files of the image stand in the text, and finds relative paths of the host beside it.
    mutating func locate(_ document: Node, file: String) {
        func place(_ field: String) -> SourceLocation? {
            document.nearest(toField: field).mark.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
        }
        func beside(_ path: String) -> String { absolutePath(path, besides: file) }
        if case .initramfs(var source) = image?.source {
            for index in source.files.indices {
                source.files[index].location = place("image.source.initramfs.files[\(index)].source")
                if case .source(let path) = source.files[index].origin {
                    source.files[index].origin = .source(beside(path))
                }
            }
            image?.source = .initramfs(source)
        }
        if let source = image?.source { image?.source = source.mappingPaths(beside) }
        for index in customize.indices {
            customize[index].action = customize[index].action.mappingPaths(beside)
            customize[index].location = place("customize[\(index)]")
        }
    }
}
