import Fixtures
import YAML

extension Fixture {
    /// Notes where each file of the image stands in the text, and finds relative sources beside it.
    mutating func locate(_ document: Node, file: String) {
        guard case .initramfs(var source) = image?.source else { return }
        for index in source.files.indices {
            let node = document.nearest(toField: "image.source.initramfs.files[\(index)].source")
            if let mark = node.mark {
                source.files[index].location = SourceLocation(file: file, line: mark.line, column: mark.column)
            }
            if case .source(let path) = source.files[index].origin {
                source.files[index].origin = .source(absolutePath(path, besides: file))
            }
        }
        image?.source = .initramfs(source)
    }
}
