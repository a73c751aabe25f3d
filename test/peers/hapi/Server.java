import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.r4.model.*;

/** HAPI FHIR's server over resources in memory. Tells its base URL on standard output, and ends with standard input. */
class Peer {
  public static void main(String[] arguments) throws Exception {
    var context = FhirContext.forR4();
    var fhir = new RestfulServer(context);
    List<Class<? extends Resource>> types =
        List.of(Patient.class, Encounter.class, Practitioner.class, Organization.class, Location.class);
    for (var type : types) fhir.registerProvider(new HashMapResourceProvider<>(context, type));
    var pages = new FifoMemoryPagingProvider(100);
    pages.setDefaultPageSize(10);
    pages.setMaximumPageSize(50);
    fhir.setPagingProvider(pages);
    var server = new Server(new InetSocketAddress("127.0.0.1", 0));
    var handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(fhir), "/fhir/*");
    server.setHandler(handler);
    server.start();
    var port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    System.out.println("http://127.0.0.1:" + port + "/fhir");
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
