import Fixtures
import YAML

extension Fixture {
    /// Notes where steps and files of the image stand in the text, and finds relative paths of the host beside the file
    /// that has them.
    mutating func locate(_ document: Node, _ places: Places) {
        func beside(_ path: String, _ field: String) -> String {
            places.file(of: document.nearest(toField: field).mark)?.beside(path) ?? path
        }
        if case .initramfs(var source) = image?.source {
            for index in source.files.indices {
                let field = "image.source.initramfs.files[\(index)].source"
                source.files[index].location = places.location(document.nearest(toField: field).mark)
                if case .source(let path) = source.files[index].origin {
                    source.files[index].origin = .source(beside(path, field))
                }
            }
            image?.source = .initramfs(source)
        }
        if let source = image?.source { image?.source = source.mappingPaths { beside($0, "image.source." + $1) } }
        for index in customize.indices {
            let field = "customize[\(index)]"
            // A step is one file's from its beginning to its end.
            customize[index].action = customize[index].action.mappingPaths { beside($0, field) }
            customize[index].location = places.location(document.nearest(toField: field).mark)
        }
    }
}
